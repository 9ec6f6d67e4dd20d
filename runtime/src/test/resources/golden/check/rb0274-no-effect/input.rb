runbook "Options"

step "Try", every: 5.seconds, backoff: 2 do
  run "true"
end
