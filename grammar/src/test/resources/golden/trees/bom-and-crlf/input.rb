runbook "A"

step "B" do # c
  run "x",
      "y"
end