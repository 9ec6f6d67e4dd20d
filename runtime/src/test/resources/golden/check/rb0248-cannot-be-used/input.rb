runbook "Look"

in_namespace "No Good"

step "Look" do
  assert resource("v1/Node").exists?
  assert resource("v1/No de", "x").exists?
  assert deployment("Bad_Name").ready?
  helm.upgrade "Bad Release", "coder/coder", namespace: "A B"
  assert http.ok?("coder.example.com")
  assert dns.lookup("a..b", "AX").size == 1
  assert dns.lookup("a.b", at: "1.2.3.4:99999").size == 1
  assert deployment("a").field("a..b") == 1
  helm.repo_add "-x", "foo"
  assert service("x", labels: "a=b").exists?
  assert resource("cert-manager.io/v1/Certificate", "a").exists?
  assert resource("certificates.cert-manager.io", "a").exists?
  assert resource("rbac.authorization.k8s.io/v1/ClusterRole", "system:node").exists?
end
