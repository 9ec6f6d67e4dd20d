runbook "Names"

param :host, "Host", optional: true
secret :token, "Token", optional: true
current = helm.release("coder")

procedure :tidy do |name|
  note "tidy"
end
