runbook "Choices"

param :size, "Size", default: "medum", one_of: ["small", "medium", "large"]
param :name, "Name", default: "Coder!", matches: /[a-z]+/
param :kind, "Kind", type: :strnig

step "" do
  helm.uninstall "#{size} #{name} #{kind}", cascade: "foregruond"
end
