runbook "Retry takes options here and none in Ruby"

step "Upgrade" do
  helm.upgrade release, chart
rescue NotReady
  try_again attempts: 2 # twice
rescue
  retry
end
