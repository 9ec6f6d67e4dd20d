runbook "Actions"

param :release, "Release", default: "coder"

procedure :tidy do
  note "tidy"
end

step "Do" do
  helm.upgade release, "coder/coder"
  kubectl.apply "x.yml"
  helm.frobnicate release
  tidy "now"
  perform :tidy
end

x = helm.relase(release)
y = release("coder")
note "#{x} #{y} #{servce("coderd").address}"
