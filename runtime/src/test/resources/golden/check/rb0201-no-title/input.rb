step "Check" do
  note "hello"
end
