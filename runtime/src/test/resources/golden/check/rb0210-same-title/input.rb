runbook "Twice"

step "Refresh" do
  helm.repo_update
end

if helm.repo?("coder")
  step "Refresh" do
    helm.repo_update "coder"
  end
end

step "Refresh", id: "refresh-again" do
  helm.repo_update
end
