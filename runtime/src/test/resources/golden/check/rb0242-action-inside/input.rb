runbook "Actions"

x = helm.repo_add("coder", "https://helm.coder.com")
note x if helm.uninstall("coder")
