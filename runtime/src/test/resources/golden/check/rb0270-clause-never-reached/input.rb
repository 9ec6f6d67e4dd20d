runbook "Clauses"

step "Try" do
  run "true"
rescue ImmutableField
  note "1"
rescue ForeignOwner, ImmutableField
  note "2"
rescue
  note "3"
rescue Forbidden
  note "4"
end
