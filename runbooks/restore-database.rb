# Go back to a snapshot of Coder's database: the application is stopped, the snapshot is restored into a new
# database and compared with what was dumped, and only then takes the place of the database that is there.
# That one is kept under another name until somebody drops it.
#
#   runbook plan restore-database.rb from=coder-before-update.dump
#   runbook exec restore-database.rb from=coder-before-update.dump
#
# The database is asked for, or taken from RUNBOOK_PARAM_DATABASE or from a file with --params.

runbook "Restore the database"

secret :database, "PostgreSQL URL, keywords, or service of the database to restore"

param :from,       "Snapshot to go back to, as update-coder.rb and snapshot-database.rb take it"
param :keep_as,    "Name for the database that is there now; NAME_before_restore when left out", optional: true
param :disconnect, "Cut off whoever is still connected",   default: false
param :jobs,       "How many tables are restored at once", default: 1
param :stop,       "Stop the deployments of the release meanwhile; false when Coder runs elsewhere", default: true
param :namespace,  "Namespace that Coder runs in",         default: "coder"
param :release,    "Helm release whose deployments are stopped", default: "coder"
param :revision,   "Helm revision that fits the snapshot, to roll back to; the release stays as it is when left out", type: :integer, optional: true
param :limit,      "How long each wait may take",          default: 10.minutes

# A database that lives in the cluster, such as the chart's own.
param :database_through, "What a database in the cluster is reached through, such as service/timescale", optional: true

in_namespace namespace

live_database = postgres(database, through: database_through)

procedure :start_again do
  step "Start the application", if: stop do
    for name in deployment(release: release).names do
      if deployment(name).field("metadata.annotations['runbook.dev/replicas-before-restore']") != nil
        resource.scale deployment(name), deployment(name).field("metadata.annotations['runbook.dev/replicas-before-restore']")
        resource.annotate deployment(name), { "runbook.dev/replicas-before-restore" => nil }
      end
    end
    wait up_to: limit until deployment(release: release).ready? if deployment(release: release).exists?
  end
end

step "Check the database" do
  assert postgres.whole_dump?(from)
  assert live_database.reachable?, "the server of the database does not answer"
  note "The server is PostgreSQL #{live_database.version}, and the user a #{live_database.superuser_role}" if live_database.superuser?
end

step "Ask whether to go back" do
  confirm "Replace #{live_database.name} with #{from}? What was written since then is kept aside, and users no longer see it."
end

# Whoever fails here starts the application again, with the database as it was. A run that is carried on stops it anew.
step "Put the snapshot in the place of the database" do
  # How many pods there were is kept at each deployment, so that a run that is broken off can be taken up by another.
  step "Stop the application", if: stop, again_unless: deployment(release: release).replicas == 0 do
    for name in deployment(release: release).names do
      if deployment(name).field("metadata.annotations['runbook.dev/replicas-before-restore']") == nil
        resource.annotate deployment(name), { "runbook.dev/replicas-before-restore" => deployment(name).field("spec.replicas") }
      end
      resource.scale deployment(name), 0
    end
  end

  step "Wait until nobody is connected", unless: disconnect, again_unless: live_database.connections == 0 do
    wait up_to: limit until live_database.connections == 0
  end

  step "Restore the snapshot" do
    postgres.restore database, from: from, keep_as: keep_as, disconnect: disconnect, jobs: jobs,
                     through: database_through
  end

rescue /./ => failure
  perform :start_again
  raise failure
end

step "Roll the release back", if: given?(revision) do
  helm.rollback release, revision, wait: true, timeout: limit
end

perform :start_again
