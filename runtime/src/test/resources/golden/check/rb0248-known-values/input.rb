runbook "Look"

param :namespace, "Namespace", default: "Coder_Prod"

procedure :restart do |name|
  step "Restart #{name}" do
    resource.restart deployment(name)
  end
end

in_namespace namespace

perform :restart, "coderd"
perform :restart, "Dash Board"

step "Names" do
  for host in ["coder.example.com", "coder example.com"] do
    note dns.lookup(host).join
  end
  kind = "v1/Node"
  assert resource(kind).exists?
  resource.label deployment("coderd"), { team: "plat form" }
  run ""
end
