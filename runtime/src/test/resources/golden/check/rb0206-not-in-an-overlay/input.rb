runbook "Site"

extends "base.rb"

step "Tell the others" do
  note "soon"
end
