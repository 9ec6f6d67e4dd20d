runbook "Other"

step "Upgrade" do
  helm.upgrade "coder",
end
