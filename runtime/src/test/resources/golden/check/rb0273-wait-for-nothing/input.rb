runbook "Waiting"

current = helm.release("coder")

step "Wait" do
  wait up_to: 5.minutes until current.version == "1.16.1"
end
