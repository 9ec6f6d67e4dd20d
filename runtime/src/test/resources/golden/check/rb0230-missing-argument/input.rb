runbook "Arguments"

procedure :restart do |kind, name|
  note "#{kind} #{name}"
end

step "Do" do
  helm.upgrade "coder"
  helm.get_values "coder"
  confirm
  run
  perform :restart, "deployment"
  note helm.release.status
end
