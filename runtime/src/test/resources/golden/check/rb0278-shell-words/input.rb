runbook "Words"

step "Do" do
  run "cd", "/tmp"
  run "export", "A=b"
  run "FOO=1", "tool", "x"
  run "source", "env.sh"
  run "cdparanoia", "set"
end
