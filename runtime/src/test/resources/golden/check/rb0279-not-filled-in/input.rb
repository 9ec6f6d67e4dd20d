runbook "Say"

param :app, "Which one", default: "coder"

step "Update ${app}" do
  note "${app}"
  note '#{app}'
  note "costs $5, run `ls`, and $app"
  confirm "Go on with %{app}?"
  assert deployment(app).exists?, "no {{ app }}"
  note "$other, %{other} and {{ other }} are nobody's"
end
