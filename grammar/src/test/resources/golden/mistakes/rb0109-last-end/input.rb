runbook "A"

step "Only" do
  note "a"
