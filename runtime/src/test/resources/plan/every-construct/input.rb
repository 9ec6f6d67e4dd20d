runbook "Every construct"

param :names, "What to restart", default: "a b"

in_namespace "shop"

there = helm.release?("shop")

procedure :restart do |name, times|
  step "Restart #{name}", timeout: 5.minutes, retries: 3, every: 10.seconds do
    run "restart", name, times
  end
end

for name in ["front", "back"] do
  perform :restart, name, 2
end

for name in names.lines do
  note name
end

step "Leave early", if: there && names == "all" do
  finish "everything was restarted"
end

step "Clean up" do
  file.delete "old.txt"
  if file.exists?("new.txt")
    file.copy "new.txt", "old.txt"
  elsif there
    wait 10.seconds
  else
    fail "there is neither a new file nor a release"
  end
  for line in file.read("new.txt").lines do
    run "echo", line
  end
rescue Timeout, /no space left on (?<device>\S+)/ => failure
  manual "Make room on #{failure[:device]}"
  retry attempts: 2
rescue => failure
  step "Remove the release", destructive: true do
    confirm "Remove the release shop?", show: "old.txt"
    helm.uninstall "shop"
    wait up_to: 5.minutes until release_resources("shop").gone?
  end
  raise failure
ensure
  note "The files are as they are."
end

perform :restart, names, 1

step "Refuse", id: :refuse do
  run "rm", names
  assert names.size > 100, "the list is short"
end

step "Leave a copy elsewhere" do
  file.copy "current-values.yml", "/srv/of the team/values.yml"
end
