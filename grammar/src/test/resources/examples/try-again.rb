runbook "More than one retry"

step "Upgrade" do
  helm.upgrade release, chart
rescue NotReady => failure
  try_again attempts: 2
end
