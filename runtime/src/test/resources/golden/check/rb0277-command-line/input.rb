runbook "Commands"

param :app, "Which one", default: "coder"

step "Do" do
  run "kubectl get pods"
  run "kubectl get pods | grep x > out"
  run "git commit -m 'two words'", app
  run "/opt/My App/bin/tool"
end
