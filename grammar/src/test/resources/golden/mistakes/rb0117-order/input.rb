helm.upgrade install: true, chart
step "A", id: "a", "b" do
  note "x"
end
