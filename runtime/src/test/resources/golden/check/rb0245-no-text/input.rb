runbook "Texts"

current = helm.release("coder")

step "Say" do
  note "#{current} #{release_resources("coder")} #{/a/} #{{ a: 1 }}"
rescue => failure
  note "#{failure} #{failure.resource}"
end
