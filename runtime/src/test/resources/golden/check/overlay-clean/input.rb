runbook "Site"

extends "base.rb"

param :page, "Status page", default: "status.acme.example"
set :namespace, "coder-prod"

procedure :tell do |what|
  step "Tell" do
    run "acme-status", what, page
  end
end

before "Upgrade" do
  perform :tell, "begin"
end

after "Check > Wait" do
  perform :tell, "end"
end

replace "Upgrade > Wait" do
  wait up_to: 5.minutes until release_resources("coder").ready?
rescue Timeout
  note "go on"
end

remove "Prepare"
