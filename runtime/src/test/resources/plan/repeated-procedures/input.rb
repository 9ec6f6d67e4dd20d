# What is performed after a failure, and is drawn elsewhere, is named by its numbers; where the plan differs, it is drawn.
runbook "Procedures that are performed more than once"

param :release, "Helm release", default: "web"
param :backup,  "Where its backup is", optional: true

procedure :tell do |whom|
  note "tell #{whom}"
end

procedure :take_down do |why|
  step "Take it down" do
    confirm "Take #{release} down? #{why}"
    run "web", "down", release
  end

  perform :tell, why
end

step "Begin" do
  perform :tell, "everybody"
  perform :tell, "the owner"
end

step "Upgrade" do
  run "web", "upgrade", release

rescue ApplyConflict => failure
  step "Take it over" do
    run "web", "upgrade", release, "--force"

  rescue ImmutableField => immutable
    perform :take_down, immutable.summary
  end

rescue ImmutableField => failure
  perform :take_down, failure.summary

rescue Forbidden => failure
  perform :tell, failure.summary
end

step "Bring the backup back", if: given?(backup) do
  note "from #{backup}"
end

step "Say where the backup is" do
  if given?(backup)
    note "at #{backup}"
  else
    note "there is none"
  end
end
