runbook "Arguments"

procedure :say do
  note "x"
end

step "Do" do
  helm.uninstall "coder", "coder-prod"
  helm.rollback "coder", 3, 4
  perform :say, "hello", "world"
  note "x", "y"
  note "#{helm.version("3")}"
end
