# A site's own edition of update-coder.rb. It says only what is different here, so
# that it goes on working when the shipped runbook is updated. Copy it and change it.
#
#   runbook plan site-example.rb version=1.16.1

runbook "Update Coder at Acme"

extends "update-coder.rb"

set :host, "coder.acme.example"
set :devurl_host, "*.dev.coder.acme.example"

before "Upgrade Coder" do
  step "Open the maintenance page" do
    manual "Switch the maintenance page of coder.acme.example on"
  end
end

# A site with a command for its DNS would run that here: run "acme-dns", "set", host, address
replace "Point DNS at the new address" do
  wait up_to: 5.minutes until release_resources(release).addresses?
  manual "Ask the network team to point #{host} and #{devurl_host} at #{release_resources(release).addresses.join}"
end

after "Check that everything the release owns is there and ready" do
  step "Close the maintenance page" do
    manual "Switch the maintenance page of coder.acme.example off"
  end
end

remove "Take a snapshot of the database"
