runbook "Two"

extends "three.rb"
