runbook "Conditions"

param :host, "Host", optional: true

note "1" if host
note "2" if helm.release("coder") && !host
assert helm.version, "no version"

step "Do", if: host do
  note "3" unless [1]
end
