runbook "Site"

extends "other.rb"
include "more.rb"

before "Upgrade" do
  note soon
end
