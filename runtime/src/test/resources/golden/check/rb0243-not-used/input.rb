runbook "Lookups"

old = release_resources("coder")

step "Look" do
  helm.release "coder"
  old.gone?
  service("coderd").ready?
  given? old
end
