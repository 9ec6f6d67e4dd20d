runbook "Round and round"

procedure :one do
  perform :two
end

procedure :two do
  perform :three
end

procedure :three do
  perform :one
end

perform :one
