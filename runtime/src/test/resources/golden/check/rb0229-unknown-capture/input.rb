runbook "Captures"

step "Try" do
  run "true"
rescue /(?<kind>\w+) "(?<name>[^"]+)" is invalid/ => failure
  note "#{failure[:kind]} #{failure[:nmae]}"
rescue Forbidden => failure
  note "#{failure[:kind]} #{failure[1]}"
end
