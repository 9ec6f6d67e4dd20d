step "A" do
  run "x"
rescue /field is immutable => failure
  note "y"
end

half = 10 / 2
