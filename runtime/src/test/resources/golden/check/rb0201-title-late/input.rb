param :name, "Name", default: "x"
runbook "Late"
note name
runbook "Again"
