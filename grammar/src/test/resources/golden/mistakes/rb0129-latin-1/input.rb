runbook "café"
