runbook "Patterns"

step "Try" do
  run "true"
rescue /(?<!not )immutable/
  note "1"
rescue /(a)\1/
  note "2"
rescue /a++/
  note "3"
rescue /a{5,2}/, /[z-a]/
  note "4"
rescue /field \s+ is \s+ immutable # as printed/ix
  note "5"
rescue /(unclosed/
  note "6"
end
