runbook "Site"

extends "base.rb"

replace "Migrate" do
  step "Old schema" do
    run "migrate", "old"
  end

  step "New schema" do
    run "migrate", "new"

  rescue NotReady
    note "wait"
  end
end
