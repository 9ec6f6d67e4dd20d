runbook "Options"

param :name, "Name", defualt: "x"

step "Do", retires: 3 do
  helm.upgrade "coder", "coder/coder", atomc: true, values_file: "v.yml"
  helm.upgrade release: "coder", chart: "coder/coder"
  note "x", loud: true
  wait up_to: 5.minutes, evry: 2.seconds until helm.release?(name)
end
