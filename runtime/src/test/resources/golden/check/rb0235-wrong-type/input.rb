runbook "Types"

param :count, "How many", default: 3
param :pods, "Which", type: :list, default: "a"
param :ready, "Ready?", type: :boolean, default: "yes"

step "Do", retries: "3", destructive: "true" do
  helm.upgrade "coder", 10.minutes, wait: "yes", timeout: "10m"
  helm.rollback helm.release("coder"), "3"
  resource.scale "coderd", count
  raise "broken"
end

for pod in count do
  note pod
end

note "#{pods} #{ready}"
