runbook "Names"

param :release, "Release", default: "coder"

step "Upgrade" do
  helm.upgrade relaese, coder
  note "#{release} #{helm}"
end
