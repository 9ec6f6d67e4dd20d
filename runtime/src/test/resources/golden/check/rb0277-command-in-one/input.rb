runbook "One"

step "Do" do
  run "kubectl", "get pods", "-o", "name"
  run "git", "commit -m x"
  run "./tool.sh -v out"
  run "./my tool.sh"
  run "git", "commit", "-m", "two words"
  run "kubectl", "annotate", "pod", "a", "note=two words"
  run "docker", "--format", "{{.ID}} x"
end
