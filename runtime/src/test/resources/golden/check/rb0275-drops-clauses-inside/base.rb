runbook "Base"

step "Migrate" do
  step "Old schema" do
    run "migrate", "old"

  rescue CommandFailed
    run "migrate", "back"
  end

  step "New schema" do
    if helm.release?("coder")
      step "Deep" do
        run "migrate", "deep"

      ensure
        note "deep has ended"
      end
    end

  rescue NotReady
    note "not ready"
  end
end
