runbook "One"

extends "two.rb"
