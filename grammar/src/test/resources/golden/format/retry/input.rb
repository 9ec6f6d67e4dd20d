runbook "Retry takes options here and none in Ruby"

step "Upgrade" do
  helm.upgrade release, chart
rescue NotReady
  retry attempts: 2 # twice
rescue
  try_again
end
