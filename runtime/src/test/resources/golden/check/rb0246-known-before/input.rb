runbook "Known before the run"

param :name, "Name #{1}", default: helm.release("coder").name
param :sizes, "Sizes", one_of: [name, "a"]
current = helm.release(name)

step "Update #{current.version} of #{sizes}", id: "update-#{name}", destructive: current.version > "1" do
  note "x"
end

step "Update #{name}" do
  note "y"
end
