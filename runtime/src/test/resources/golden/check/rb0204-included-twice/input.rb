runbook "Twice"

include "common.rb"
include "common.rb"
