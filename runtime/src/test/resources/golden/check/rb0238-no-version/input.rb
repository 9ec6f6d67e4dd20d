runbook "Versions"

param :version, "Version", type: :version, default: "latest"

step "Do" do
  assert helm.version >= "3.x"
  helm.upgrade "coder", "coder/coder", version: "newest"
  helm.upgrade "coder", "coder/coder", version: "~1.16"
  note "#{version}"
end
