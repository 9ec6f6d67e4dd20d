runbook "Update Coder at Acme"

extends "update-coder.rb"

set :namespace, "coder-prod"
set :host, "coder.acme.example"

before "Upgrade Coder" do
  step "Open the maintenance page" do
    run "acme-status", "begin", "coder", retries: 3, every: 10.seconds
  end
end

replace "Point DNS at the new address" do
  run "acme-dns", "set", host, service("coderd").address
end

after "Check that everything the release owns is there and ready" do
  step "Close the maintenance page" do
    run "acme-status", "end", "coder"
  end
end

remove "Take a snapshot of the database"
