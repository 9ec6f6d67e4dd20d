step "Outer" do
  step "Inner" do
    note "a"

  note "b"
end

step "Other" do
  if given? x
    note "c"
end
