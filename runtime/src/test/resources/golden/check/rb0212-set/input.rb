runbook "Site"

extends "base.rb"

set :namespcae, "prod"
set :database, "postgres://coder:secret@db/coder"
set :namespace, "a"
set :namespace, "b"
