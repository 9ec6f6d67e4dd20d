runbook "Site"

extends "bsae.rb"
include "steps.rb"
