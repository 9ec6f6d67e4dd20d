runbook "Misplaced"

step "Outer" do
  param :name, "Name"
  include "other.rb"
  in_namespace "x" if helm.repo?("y")
  run "true"
  retry
rescue
  step "Inner" do
    retry attempts: 2
  end
ensure
  finish "done"
end

procedure :restart do
  note "restart"
rescue
  note "no"
end

perform :restart
