runbook "Units"

limit = 5

step "Wait", timeout: 600 do
  wait up_to: 15 until helm.release?("coder")
  wait 15
  wait limit + 1
  assert 10.minutes > 5
end
