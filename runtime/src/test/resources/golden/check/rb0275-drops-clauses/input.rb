runbook "Site"

extends "base.rb"

replace "Upgrade" do
  run "upgrade"
end
