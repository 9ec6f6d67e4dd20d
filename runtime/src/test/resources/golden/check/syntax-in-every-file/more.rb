runbook "More"

procedure :say do
  note "hello
end
