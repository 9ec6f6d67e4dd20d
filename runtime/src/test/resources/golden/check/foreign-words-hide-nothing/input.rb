runbook "Twice"

param :n, "Number", default: 3
param :n, "Again",  default: 4

step "Look" do
  note "a #{n}"
end

step "Look" do
  puts "hi"
  x = `ls`
  y = n * 4
end
