# Take a snapshot of a PostgreSQL database with pg_dump: complete, read back, and with its checksum
# and rows beside it, so that restore-database.rb can prove that all of it has come back.
#
#   runbook exec snapshot-database.rb to=coder.dump
#   runbook exec snapshot-database.rb to=coder.dump namespace=coder database_through=service/timescale
#
# The database is asked for, or taken from RUNBOOK_PARAM_DATABASE or from a file with --params.

runbook "Take a snapshot of a database"

secret :database, "PostgreSQL URL, keywords, or service of the database"

param :to,         "File or folder that the snapshot is written to; one of that name is set aside", default: "database.dump"
param :format,     "One file, or a folder with a file for each table", default: "custom", one_of: ["custom", "directory"]
param :jobs,       "How many tables are dumped at once; more than 1 needs the directory format", default: 1
param :check_room, "Fail at once when the disk has less room than the tables take; false tries", default: true

# A database that lives in the cluster, such as the chart's own.
param :database_through, "What a database in the cluster is reached through, such as service/timescale", optional: true
param :database_in_pod,  "Dump it with the pg_dump of its pod", default: false
param :namespace,        "Namespace of what it is reached through", default: "coder"

in_namespace namespace

live_database = postgres(database, through: database_through)

step "Check the database" do
  server = live_database.version
  if !database_in_pod
    assert postgres.pg_dump_version.major >= server.major,
           "the server is PostgreSQL #{server}: install client programs of version #{server.major} or newer"
  end
  note "#{live_database.name} has #{live_database.size} bytes with its indexes"
end

step "Take the snapshot" do
  postgres.dump database, to: to, format: format, jobs: jobs, existing: "set_aside", check_room: check_room,
                through: database_through, in_pod: database_in_pod
end
