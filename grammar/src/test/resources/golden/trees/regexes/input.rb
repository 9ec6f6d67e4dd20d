a = x =~ /a\/b/i
b = x !~ /#/mx
step "S" do
  run "x"
rescue /one/, Two, /three/x => failure
  raise failure
rescue => any
  retry
rescue
  finish "x"
end
