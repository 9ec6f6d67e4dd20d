runbook "A"

step "One" do
  note "never ends
end

step "Two" do
  helm.upgrade release chart
end

step "Three" do
  wait up_to: 5minutes until x.ready?
end
