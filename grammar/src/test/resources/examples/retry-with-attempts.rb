runbook "Retry, which Ruby takes without options only"

step "Upgrade" do
  helm.upgrade release, chart
rescue NotReady => failure
  retry attempts: 2
end
