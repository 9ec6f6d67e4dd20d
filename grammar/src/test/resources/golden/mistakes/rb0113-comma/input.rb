step "A" do
  helm.upgrade "coder",
end
helm.upgrade a, , b
run "x", => 3
note "x", && y
if given? a
  note "b",
else
  assert b, "c",
end
