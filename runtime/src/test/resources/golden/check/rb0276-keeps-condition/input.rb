runbook "Site"

extends "base.rb"

replace "Upgrade" do
  run "upgrade"

rescue => failure
  raise failure

ensure
end
