runbook "Reach"

step "Try" do
  if helm.release?("coder")
    finish "nothing to do"
    note "1"
  else
    fail "no release"
  end
  note "2"
  note "3"
end
