runbook "Common"

step "Say hello" do
  note "hello"
end
