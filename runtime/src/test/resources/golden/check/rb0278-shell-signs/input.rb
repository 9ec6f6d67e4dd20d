runbook "Commands"

param :app, "Which one", default: "coder"

step "Do" do
  run "ls", ">", "out"
  run "ls", "*.rb"
  run "ls", "-l", "$HOME/x"
  run "cp", "a", "~/x"
  run "echo", "`date`"
  run "kubectl", "apply", "-f", "*.yml"
  run "sh", "-c", "ls | wc > $HOME/x"
  run "find", ".", "-name", "*.rb"
  run "kubectl", "get", "pods", "-o", "jsonpath={$.items}"
  run "a", "&&", "b", app
  run "docker", "ps", "--format", "{{.Names}}"
  run "echo", "${app}"
  run "grep", "-E", "a|b"
  run "tool", "2>/dev/null"
  run "tool", "$NAME-x"
  run "kubectl", "exec", "pod", "--", "sh", "-c", "echo $HOME"
  run "tar", "--exclude", "*.o"
  run "tool", "<none>", "a;b", "$5"
end
