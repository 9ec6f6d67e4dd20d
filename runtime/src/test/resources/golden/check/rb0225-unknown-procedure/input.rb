runbook "Procedures"

procedure :restart do |name|
  resource.restart deployment(name)
end

perform :restrat, "coderd"
perform :restart, "coderd"
