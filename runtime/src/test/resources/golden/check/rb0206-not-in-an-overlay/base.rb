runbook "Base"

param :namespace, "Namespace", default: "coder"
secret :database, "Database", optional: true

in_namespace namespace

step "Prepare" do
  note "database" if given? database
end

step "Upgrade" do
  helm.upgrade "coder", "coder/coder"

  step "Wait" do
    wait 5.seconds
  end
end

step "Check" do
  step "Wait" do
    wait 5.seconds
  end
end
