runbook "Ranges"

step "Do", retries: 5000, every: 0.seconds, timeout: -5.minutes do
  wait up_to: 0.minutes until helm.release?("coder")
  wait -1.second
  wait 999999999999999999.days
rescue
  retry attempts: 0
end
