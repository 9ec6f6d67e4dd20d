runbook "Unseen"

step "A" do
  note "turns ‮ around"
  helm.upgrad "web", "repo/chart"
  note redy
end
