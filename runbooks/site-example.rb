# A site's own edition of update-coder.rb. It says only what is different here, so
# that it goes on working when the shipped runbook is updated. Copy it and change it;
# acme-status and acme-dns stand for the commands that your site has.
#
#   runbook rehearse site-example.rb
#   runbook plan site-example.rb version=1.16.1

runbook "Update Coder at Acme"

extends "update-coder.rb"

set :host, "coder.acme.example"
set :devurl_host, "*.dev.coder.acme.example"

before "Upgrade Coder" do
  step "Open the maintenance page" do
    run "acme-status", "begin", "coder", retries: 3, every: 10.seconds
  end
end

replace "Point DNS at the new address" do
  wait up_to: 5.minutes until release_resources(release).addresses?
  for name in [host, devurl_host] do
    run "acme-dns", "set", name, release_resources(release).addresses.first
  end
end

after "Check that everything the release owns is there and ready" do
  step "Close the maintenance page" do
    run "acme-status", "end", "coder"
  end
end

remove "Take a snapshot of the database"
