runbook "Classes"

step "Try" do
  run "true"
rescue ImutableField, "field is immutable"
  note "x"
rescue Whatever => failure
  raise failure if failure.kind == Forbiden
end
