runbook "Site"

extends "other.rb"

before "Upgrade" do
  note "soon
end
