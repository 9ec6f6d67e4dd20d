runbook "Waiting"

step "Wait" do
  wait until release_resources("coder").ready?
  wait every: 2.seconds until release_resources("coder").ready?
  wait release_resources("coder").ready?
end
