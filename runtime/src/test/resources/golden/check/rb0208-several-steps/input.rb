runbook "Site"

extends "base.rb"

remove "Wait"
remove "Check > Wait"
