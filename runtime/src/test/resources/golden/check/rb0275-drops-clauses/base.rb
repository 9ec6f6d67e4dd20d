runbook "Base"

param :host, "Host", optional: true

step "Upgrade", if: given?(host), verify: helm.release?("coder") do
  helm.upgrade "coder", "coder/coder"

rescue ImmutableField, /cannot patch/ => failure
  raise failure

rescue NotReady
  helm.rollback "coder"

ensure
  note "it has ended on #{host}"
end
