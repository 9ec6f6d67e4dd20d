runbook "Overlay of nothing"

set :namespace, "prod"

before "Upgrade" do
  note "soon"
end

remove "Check"
