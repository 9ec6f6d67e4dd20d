runbook "Update Coder

step "A" do
  note 'never
  note "fine"
end

helm.upgrade "coder, chart,
             wait: true
