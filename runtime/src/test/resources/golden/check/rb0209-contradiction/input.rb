runbook "Site"

extends "base.rb"

remove "Prepare"
replace "Prepare" do
  note "other"
end

replace "Upgrade" do
  note "by hand"
end
after "Upgrade > Wait" do
  note "waited"
end
