# Take a snapshot of a PostgreSQL database with pg_dump: complete, read back, and with its checksum
# and rows beside it, so that restore-database.rb can prove that all of it has come back.
#
#   runbook exec snapshot-database.rb to=coder.dump
#
# The database is asked for, or taken from RUNBOOK_PARAM_DATABASE or from a file with --params.

runbook "Take a snapshot of a database"

secret :database, "PostgreSQL URL, keywords, or service of the database"

param :to,     "File or folder that the snapshot is written to; one of that name is set aside", default: "database.dump"
param :format, "One file, or a folder with a file for each table", default: "custom", one_of: ["custom", "directory"]
param :jobs,   "How many tables are dumped at once; more than 1 needs the directory format", default: 1

step "Check the database" do
  server = postgres(database).version
  assert postgres.pg_dump_version.major >= server.major,
         "the server is PostgreSQL #{server}: install client programs of version #{server.major} or newer"
  note "#{postgres(database).name} has #{postgres(database).size} bytes with its indexes"
end

step "Take the snapshot" do
  postgres.dump database, to: to, format: format, jobs: jobs, existing: "set_aside"
end
