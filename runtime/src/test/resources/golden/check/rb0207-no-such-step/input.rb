runbook "Site"

extends "base.rb"

before "Upgrad" do
  note "soon"
end

remove "Tell everybody about it"
