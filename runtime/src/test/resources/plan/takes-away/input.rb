runbook "Tidy up"

in_namespace "shop"

data = resource("persistentvolumeclaim", "data")
web  = service("web")

step "Delete what nobody needs", destructive: true do
  confirm "Delete them?"
  resource.delete data
  resource.delete web
end
