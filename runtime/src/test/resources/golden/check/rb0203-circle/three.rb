runbook "Three"

include "input.rb"
