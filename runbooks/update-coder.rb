# Update a Coder deployment that was installed with Helm: one release at a time,
# with a snapshot of the database first, and with the way back from the failures
# that a Helm upgrade is known for. It follows Coder's guide "Updating".
#
#   runbook plan update-coder.rb version=1.16.1
#   runbook exec update-coder.rb version=1.16.1

runbook "Update Coder"

param :version,     "Chart version to move to; the latest when left out", type: :version, optional: true
param :namespace,   "Namespace that Coder runs in",         default: "coder"
param :release,     "Helm release to update",               default: "coder"
param :chart,       "Chart to install",                     default: "coder/coder"
param :repo_url,    "Chart repository",                     default: "https://helm.coder.com"
param :values,      "File that keeps the chart's values",   default: "current-values.yml"
param :export,      "Export the values first; false keeps the file", default: true
param :limit,       "How long helm and each wait may take", default: 10.minutes
param :host,        "Host name that users reach Coder at",  optional: true
param :devurl_host, "Host name of the Dev URLs, such as *.dev.coder.example.com", optional: true
param :health,      "Page that must answer at the end; https://HOST/healthz when left out, none for no check", optional: true
param :health_ca,   "File with the certificates of a private CA", optional: true

# How a name is pointed at a new address: by hand, by a dynamic update of its zone, or by a command of the DNS provider.
param :dns,           "How names are pointed at a new address", default: "manual", one_of: ["manual", "rfc2136", "command"]
param :dns_server,    "Name server to update, as host or host:port, and to ask beside those that the zone names; its primary when left out", optional: true
param :dns_program,   "Program of the DNS provider, for dns=command", optional: true
param :dns_arguments, "Its arguments; {name}, {type} and {value} are filled in", type: :list, optional: true
secret :dns_key,      "TSIG key of the zone: name:algorithm:base64, or a key file of BIND", optional: true

secret :database, "PostgreSQL URL of Coder's database, for its check and snapshot; both are done by hand when left out", optional: true

# A database that lives in the cluster, such as the chart's own.
param :database_through, "What a database in the cluster is reached through, such as service/timescale", optional: true
param :database_in_pod,  "Dump it with the pg_dump of its pod", default: false

param :snapshot,        "File that the snapshot of the database is written to; one of that name is set aside", default: "coder-before-update.dump"
param :recovery,        "What to do about what helm cannot change: reinstall everything, as the guide has it, or least: replace that alone", default: "reinstall", one_of: ["reinstall", "least"]
param :foreign_objects, "What to do with objects of the chart that are not the release's", default: "adopt", one_of: ["adopt", "delete"]
param :no_superuser,    "The words that allow a database user who is not a superuser; the refusal names them", default: ""
param :skip_releases,   "The words that allow a jump over releases; the refusal names them", default: ""

in_namespace namespace

installed       = helm.release?(release)
previous        = release_resources(release)
live_database   = postgres(database, through: database_through)
from_repository = chart.start_with?("coder/")

procedure :move_ahead do |from, to|
  assert from <= to, "#{to} is older than #{from}: go back by restoring the snapshot of the database"
  if skip_releases == "I know that #{from} to #{to} skips releases"
    note "The jump from #{from} to #{to} is made against the guide: #{skip_releases}"
  else
    assert from.major == to.major,
           "#{from} to #{to} is another major version, and no next release: read its notes, then give skip_releases=\"I know that #{from} to #{to} skips releases\""
    assert to.minor <= from.minor + 1,
           "#{from} to #{to} skips a release: update to #{from.major}.#{from.minor + 1} first, or give skip_releases=\"I know that #{from} to #{to} skips releases\""
  end
end

step "Check that helm is new enough" do
  assert helm.version >= "3.2", "Helm 3.2 or newer is needed: https://helm.sh/docs/intro/install"
end

# Where the names point before anything is changed: a name that somebody else changes meanwhile is not overwritten.
host_before   = dns.lookup(host, at: dns_server, if: dns != "manual" && given?(host))
devurl_before = dns.lookup(devurl_host, at: dns_server, if: dns != "manual" && given?(devurl_host))

# What would be missing at the very end is missing now, before anything has changed.
step "Check how names are pointed at a new address", if: dns != "manual" do
  assert given?(host), "dns=#{dns} needs host: the name that users reach Coder at"
  if dns == "command"
    assert given?(dns_program), "dns=command needs dns_program, and mostly dns_arguments: see docs/dns.md"
  end
  note "#{host} points at #{host_before.join}" unless host_before.empty?
  if dns == "rfc2136"
    assert dns.may_update?(host, at: dns_server, key: dns_key)
    if given?(devurl_host)
      assert dns.may_update?(devurl_host, at: dns_server, key: dns_key)
    end
  end
end

step "Check that the database user is a superuser" do
  if !given?(database)
    confirm "Is the PostgreSQL user that Coder connects with a superuser (or rds_superuser, cloudsqlsuperuser, azure_pg_admin)?"
  elsif no_superuser == "I know that the database user is no superuser"
    note "The guide asks for a superuser, and whether the user of the database is one was not asked: #{no_superuser}"
  else
    assert live_database.superuser?,
           "the database user is no superuser, and no rds_superuser, cloudsqlsuperuser or azure_pg_admin: use one who is, or give no_superuser=\"I know that the database user is no superuser\""
    note "The database user is a superuser: #{live_database.superuser_role}"
  end
end

# An older pg_dump fails, but only when it has begun.
step "Check that pg_dump fits the database", if: given?(database) && !database_in_pod do
  assert postgres.pg_dump_version.major >= live_database.version.major,
         "the server is PostgreSQL #{live_database.version}, and an older pg_dump cannot dump it: install newer client programs"
end

step "Add the Coder chart repository", if: from_repository, unless: helm.repo?("coder", repo_url) do
  helm.repo_add "coder", repo_url
end

step "Refresh the chart repository", if: from_repository do
  helm.repo_update "coder"
end

target = helm.chart(chart, version: version)

step "Stop when there is nothing to do", if: installed && export do
  current = helm.release(release)
  if current.status == "deployed" && current.version == target.version && current.chart == target.name && previous.exists?
    finish "#{release} is at #{target.version} already: nothing was changed"
  end
end

# Helm itself takes any jump. The newest revision may be one that failed, so the one that was deployed counts.
# What counts is the product; a chart that says nothing new about it is taken by its own version.
step "Move at most one release ahead", if: installed do
  current = helm.release(release, revision: helm.last_deployed(release))
  if current.product_version == target.product_version
    perform :move_ahead, current.version, target.version
  else
    perform :move_ahead, current.product_version, target.product_version
  end
end

step "Take a snapshot of the database", if: installed do
  if given? database
    postgres.dump database, to: snapshot, existing: "set_aside", through: database_through, in_pod: database_in_pod
  else
    manual "Take a snapshot of Coder's database now: restoring it is the safest way back if the update goes wrong"
  end
end

# A mistyped name is not to become a release with another one's values.
step "Check whose values these are", if: file.exists?(values), unless: installed && export do
  if helm.values_owner(values) == nil && !installed
    confirm "Install #{release} in namespace #{namespace}, where it is not yet, with the values in #{values}? No run that is kept here tells whose they are."
  elsif helm.values_owner(values) != nil
    assert helm.values_of?(values, release),
           "#{values} has the values of #{helm.values_owner(values)}, and not those of #{release} in namespace #{namespace}: give the right release, or another file as values="
  end
end

# Once, before the first try: after an uninstall the values are gone, and every later try uses this same file.
step "Export the current values", if: installed && export do
  helm.get_values release, to: values
end

# Helm keeps the history of a release where it is told to: its last values are still there.
step "Take the values of the uninstalled release", if: helm.uninstalled?(release) && !file.exists?(values) do
  helm.get_values release, to: values
  confirm "#{release} was uninstalled, and only its history was kept. Install it again with these values of its last revision?", show: values
end

step "Start without values of your own", unless: installed || file.exists?(values) do
  file.write values, "{}\n"
end

step "Check the values" do
  rounded = helm.rounded_values(values, release: release, chart: chart, version: target.version)
  step "Put quotes around large numbers", unless: rounded.empty? do
    confirm "Put quotes around #{rounded.join} in #{values}? Without them helm writes such a number as 2.0161216e+07."
    helm.quote_values values, rounded
  end
  for finding in helm.check_values(values, chart: chart, version: target.version, release: release) do
    note finding
  end
  confirm "Does #{values} contain only the changes that you want? You can edit it before you answer.", show: values
end

# Helm never upgrades what is in the crds/ of a chart.
step "Compare the chart's definitions with the cluster", if: installed do
  behind = helm.crd_changes(chart, version: target.version)
  step "Apply the chart's definitions", unless: behind.empty? do
    confirm "Apply the custom resource definitions of the chart? Helm leaves those of the cluster as they are, and loses or refuses what they lack: #{behind.join}"
    resource.apply helm.crds(chart, version: target.version)
  end
end

# Helm takes an object over that is just being deleted, says that all went well, and then the object is gone.
step "Wait until nothing of the release is being deleted" do
  wait up_to: limit until !release_resources(release).terminating?
end

step "Upgrade Coder" do
  helm.upgrade release, chart, version: target.version, values: values,
               install: true, atomic: true, wait: true, timeout: limit

rescue OperationInProgress, /has no deployed releases/ => failure
  perform :leave_operation, target.version, failure.summary
  retry

rescue StorageRefused => failure
  raise failure

rescue WebhookFailed => failure
  step "Wait for the webhook", unless: failure.webhook.names.empty? do
    note failure.summary
    wait up_to: limit until failure.webhook.ready?
  end

  try_again attempts: 3

rescue /hooks? failed[\s\S]*already exists/ => failure
  left = failure.object
  step "Delete what a hook has left", if: left.exists? do
    confirm "Delete #{left.names_with_kind.join}, which is in the way of a hook, and which an earlier one has probably left? #{failure.summary}"
    resource.delete left
    wait up_to: limit until left.gone?
  end

  try_again attempts: 5

rescue ForeignOwner => failure
  found = failure.object
  owner = found.field("metadata.annotations['meta.helm.sh/release-name']")

  # A mistyped release would take what another one has, and delete it when its install fails.
  home = found.field("metadata.annotations['meta.helm.sh/release-namespace']")
  raise failure if owner != nil && !helm.release?(release) && (home != namespace || helm.release?(owner))

  # Only the objects that are shown are adopted: helm's own --take-ownership takes those of other releases, too.
  step "Give the object to the release", if: foreign_objects == "adopt" && owner == nil do
    nobodys = helm.unowned(release, chart, version: target.version, values: values)
    confirm "Give #{nobodys.names_with_kind.join} to release #{release}, which changes and deletes what it owns? What holds data gets helm.sh/resource-policy: keep, so that an upgrade that fails does not delete it."
    for one in nobodys do
      resource.annotate one, { "helm.sh/resource-policy" => "keep" } unless one.irreplaceable.empty?
    end
    resource.label nobodys, { "app.kubernetes.io/managed-by" => "Helm" }
    resource.annotate nobodys, { "meta.helm.sh/release-name" => release, "meta.helm.sh/release-namespace" => namespace }
  end

  step "Take the object from the other release", if: foreign_objects == "adopt" && owner != nil, destructive: true do
    confirm "Take #{failure.resource.kind} #{failure.resource.name} from release #{owner}, which then no longer has it? #{failure.summary}"
    resource.label found, { "app.kubernetes.io/managed-by" => "Helm" }
    resource.annotate found, { "meta.helm.sh/release-name" => release, "meta.helm.sh/release-namespace" => namespace }
  end

  step "Delete the object", if: foreign_objects == "delete" do
    confirm "Delete #{failure.resource.kind} #{failure.resource.name}, so that #{release} can make its own? #{failure.summary}"
    resource.delete found
    wait up_to: limit until found.gone?
  end

  try_again attempts: 20

rescue /field not declared in schema/, /may not be specified when strategy/ => failure
  perform :apply_without_the_server, target.version, failure.summary

  # Helm 3 is done, and lets the server leave out what it does not know.
rescue CrdsBehind => failure
  step "Go on without what the cluster does not know", destructive: true do
    confirm "Leave #{release} without what the cluster does not know? #{failure.summary}"
  end

rescue ApplyConflict => failure
  step "Overwrite what another tool has set" do
    confirm "Let #{release} overwrite the fields that another tool has set? #{failure.summary}"

    step "Upgrade over it" do
      helm.upgrade release, chart, version: target.version, values: values,
                   install: true, atomic: true, wait: true, timeout: limit, force_conflicts: helm.version >= "4"

    rescue ImmutableField => immutable
      perform :remedy, target.version, immutable
      try_again attempts: 20 if immutable.resource != nil && !immutable.objects.exists?
    end
  end

rescue ImmutableField, /field is immutable/ => failure
  perform :remedy, target.version, failure
  try_again attempts: 20 if failure.resource != nil && !failure.objects.exists?

ensure
  note "The values are in #{values}; the run keeps a copy of those that it exported"
  if !helm.release?(release) || helm.release(release).status != "deployed" || helm.release(release).version != target.version
    perform :offer_the_way_back, installed
  end
end

# What the guide calls the simpler and safer way, since it restores a state that is known to work.
procedure :offer_the_way_back do |updated|
  if updated && given?(database) && file.exists?(snapshot)
    if given?(database_through)
      note "If Coder does not work now, restore the database: runbook exec --new restore-database.rb from=#{snapshot} release=#{release} namespace=#{namespace} database_through=#{database_through}"
    else
      note "If Coder does not work now, restore the database: runbook exec --new restore-database.rb from=#{snapshot} release=#{release} namespace=#{namespace}"
    end
  elsif updated && !given?(database)
    note "If Coder does not work now, and a snapshot of its database was taken before, go back by restoring it"
  end
end

# What a helm that was killed has left: the way back is its last good revision, or, of a first install, its only one.
procedure :leave_operation do |goal, why|
  left     = release_resources(release)
  deployed = helm.last_deployed(release)

  step "Leave the interrupted operation" do
    confirm "Is nobody else working on #{release}? #{why}"
    if deployed == nil
      perform :complete_install, left, goal
    else
      helm.rollback release, deployed, wait: true, timeout: limit
    end
  end
end

procedure :complete_install do |left, goal|
  step "Complete the interrupted install" do
    helm.rollback release, 1, wait: true, timeout: limit

  rescue /./ => failure
    perform :uninstall, left, goal, failure.summary
  end
end

procedure :uninstall do |old, goal, why|
  step "Uninstall Coder", if: helm.release?(release) do
    confirm "Reinstall #{release}? Coder is down in between. #{why}"
    helm.uninstall release, chart: chart, version: goal, values: values, timeout: limit

  rescue /ownership could not be verified/ => left
    note left.summary

  rescue HookFailed => failure
    step "Uninstall without the hooks" do
      confirm "Uninstall #{release} without its hooks? Nothing of it was deleted, and it is uninstalling; helm rollback brings it back. #{failure.summary}"
      helm.uninstall release, chart: chart, version: goal, values: values, timeout: limit, no_hooks: true
    end
  end

  # Helm 4 ends well when it could not ask for an object, such as while the API server was away, and leaves it.
  step "Delete what helm has left", if: old.undeleted.exists? do
    confirm "Delete #{old.undeleted.names.join}, which helm should have deleted with #{release} and left behind?"
    resource.delete old.undeleted
  end

  step "Wait until the old resources are gone" do
    wait up_to: limit until old.gone? && !release_resources(release).terminating?
  end
end

# What helm cannot change is deleted alone, and the upgrade makes it again, or everything is reinstalled: after a no to one, the other is offered.
procedure :remedy do |goal, failure|
  stuck = failure.objects
  gone  = failure.resource != nil && !stuck.exists? && !failure.repeated?
  step "Reinstall everything", if: recovery == "reinstall" && !gone do
    perform :reinstall, goal, failure.summary, failure.object, stuck

  rescue Declined => no
    raise no unless stuck.exists? && helm.release?(release)
  end

  least = stuck.exists?
  step "Replace what cannot be changed", if: least, destructive: true do
    fail "it fails as it did before it was replaced" if failure.repeated?
    confirm "Replace #{stuck.names_with_kind.join} and nothing else of #{release}? #{failure.summary}. Reinstalling instead: #{release_changes(release, chart, version: goal, values: values, reinstall: true).summary}."
    helm.replace stuck, release, chart, version: goal, values: values
    wait up_to: limit until stuck.gone? && !stuck.terminating?

  rescue Declined, /./ => no
    raise no if recovery == "reinstall" || no.summary.include?("nothing was deleted")
  end

  perform :reinstall, goal, failure.summary, failure.object, stuck if recovery == "least" && !gone && (stuck.exists? || !least)
end

# The guide's way back from what helm cannot change.
procedure :reinstall do |goal, why, named, stuck|
  owned = release_resources(release)
  if owned.names_with_kind.include?("namespace/#{namespace}")
    fail "a reinstall of #{release} would delete its own namespace #{namespace}, and could not install into it again: use recovery=least"
  end
  if named.field("metadata.annotations['helm.sh/resource-policy']") == "keep" && !named.irreplaceable.empty?
    fail "helm keeps #{named.names_with_kind.join} when it uninstalls #{release}, and would fail on it again; deleting it would lose #{named.irreplaceable.join}"
  end
  perform :uninstall, owned, goal, "#{why}. Replacing that alone instead: #{release_changes(release, chart, version: goal, values: values, replacing: stuck).summary}."

  # Helm leaves what it was told to keep and what the release never had: the install would fail on that again.
  step "Delete what cannot be changed", if: named.exists? do
    confirm "Delete #{named.names.join}, which the uninstall left behind? #{why}"
    resource.delete named
    wait up_to: limit until named.gone?
  end

  step "Install Coder again" do
    helm.upgrade release, chart, version: goal, values: values,
                 install: true, atomic: true, wait: true, timeout: limit

  rescue OperationInProgress, /has no deployed releases/ => interrupted
    perform :leave_operation, goal, interrupted.summary
    retry

  rescue /field not declared in schema/, /may not be specified when strategy/ => refused
    perform :apply_without_the_server, goal, refused.summary
  end
end

# Helm 4 lets the server apply what it installs, and the server refuses fields that helm 3 let pass.
procedure :apply_without_the_server do |goal, why|
  step "Apply the manifest as helm 3 does" do
    confirm "Apply the manifest as helm 3 does, from here and not by the server? A field that the cluster does not know is not set then. #{why}"
    wait up_to: limit until !release_resources(release).terminating?
    helm.upgrade release, chart, version: goal, values: values,
                 install: true, atomic: true, wait: true, timeout: limit, server_side: "false"
  end
end

procedure :point do |name, before, addresses|
  if dns == "manual"
    manual "Point #{name} at #{addresses.join} with your DNS provider: an A record for an IP, a CNAME for a name"
  else
    if dns == "rfc2136"
      dns.update name, addresses, at: dns_server, key: dns_key, expect: before
    else
      run dns_program, arguments: dns_arguments,
          fill: { "name" => name, "type" => dns.record_type(addresses), "value" => addresses.join(",") }
    end
    wait up_to: limit until dns.points_at?(name, addresses, at: dns_server, all_servers: true)
  end
end

step "Point DNS at the new address" do
  wait up_to: limit until release_resources(release).addresses?
  fresh = release_resources(release).addresses
  if fresh.empty?
    note "#{release} has no public address"
  elsif fresh == previous.addresses
    note "The address is unchanged: #{fresh.join}"
  elsif !given?(host)
    manual "Point the host names of Coder and of its Dev URLs at #{fresh.join} with your DNS provider: A records for an IP, CNAMEs for a name"
  else
    perform :point, host, host_before, fresh
    if given?(devurl_host)
      perform :point, devurl_host, devurl_before, fresh
    elsif dns == "manual"
      manual "Point the Dev URL host at #{fresh.join} with your DNS provider, too"
    end
  end
end

step "Check that everything the release owns is there and ready" do
  wait up_to: limit until release_resources(release).ready?

rescue Timeout => failure
  perform :offer_the_way_back, installed
  raise failure
end

# The proof at the very end: the name, the way to it, the certificate and Coder itself.
step "Check that users are served", if: given?(host) && health != "none" do
  if given?(health)
    wait up_to: limit until http.ok?(health, ca: health_ca)
  else
    wait up_to: limit until http.ok?("https://#{host}/healthz", ca: health_ca)
  end
end

# A load balancer may get a second address after the first, or another one; and a run that is carried on may come late.
procedure :keep_pointing do |name|
  addresses = release_resources(release).addresses
  unless dns.points_at?(name, addresses, at: dns_server)
    now = dns.lookup(name, at: dns_server)
    note "#{name} points at #{now.join}" unless now.empty?
    note "#{release} answers at #{addresses.join}"
    perform :point, name, now, addresses
  end
end

step "Compare the names with the addresses once more", if: given?(host), unless: release_resources(release).addresses.empty? || (release_resources(release).addresses == previous.addresses && (dns == "manual" || dns.lookup(host, at: dns_server) == host_before)) do
  perform :keep_pointing, host
  if given?(devurl_host)
    perform :keep_pointing, devurl_host
  end

rescue /./ => failure
  raise failure if dns != "manual"
  note "Where the names point could not be seen from here: #{failure.summary}"
end
