# Update any Helm release to any chart, with the way back from the failures that a
# Helm upgrade is known for.
#
#   runbook plan update-release.rb release=grafana chart=grafana/grafana version=8.5.1 namespace=monitoring
#   runbook exec update-release.rb release=grafana chart=grafana/grafana version=8.5.1 namespace=monitoring

runbook "Update a Helm release"

param :release,   "Helm release to update"
param :chart,     "Chart to move to: repository/name, a folder, an archive, or an oci:// address"
param :version,   "Chart version to move to; the latest when left out", type: :version, optional: true
param :namespace, "Namespace of the release",             default: "default"
param :values,    "File that keeps the release's values", default: "current-values.yml"
param :export,    "Export the values first; false keeps the file", default: true
param :limit,     "How long helm and each wait may take", default: 10.minutes

param :recovery,        "What to do about what helm cannot change: least replaces that alone, reinstall everything", default: "least", one_of: ["least", "reinstall"]
param :foreign_objects, "What to do with objects of the chart that are not the release's", default: "adopt", one_of: ["adopt", "delete"]

in_namespace namespace

step "Check that helm is new enough" do
  assert helm.version >= "3.2", "Helm 3.2 or newer is needed: https://helm.sh/docs/intro/install"
end

installed = helm.release?(release)
previous  = release_resources(release)

# Helm keeps the history of a release where it is told to: its last values are still there.
step "Take the values of the uninstalled release", if: helm.uninstalled?(release) && !file.exists?(values) do
  helm.get_values release, to: values
  confirm "#{release} was uninstalled, and only its history was kept. Install it again with these values of its last revision?", show: values
end

# A run that ended between an uninstall and the install leaves no release, but the values.
step "Check that there is such a release" do
  assert installed || file.exists?(values),
         "there is no release #{release} in namespace #{namespace}, and no #{values} that an earlier run has left. Where its objects are there (kubectl get all --selector=app.kubernetes.io/managed-by=Helm), helm's record of it is lost: restore that from a backup of the cluster, or write its values into #{values}, and it is installed over them"
end

# A mistyped name is not to become a release with another one's values.
step "Check whose values these are", unless: installed && export do
  if helm.values_owner(values) == nil && !installed
    confirm "Install #{release} in namespace #{namespace}, where it is not yet, with the values in #{values}? No run that is kept here tells whose they are."
  elsif helm.values_owner(values) != nil
    assert helm.values_of?(values, release),
           "#{values} has the values of #{helm.values_owner(values)}, and not those of #{release} in namespace #{namespace}: give the right release, or another file as values="
  end
end

step "Refresh the chart repositories", unless: file.exists?(chart) || chart.include?("://") do
  helm.repo_update
end

target = helm.chart(chart, version: version)

step "Export the current values", if: installed && export do
  helm.get_values release, to: values
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

step "Upgrade the release" do
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
  step "Uninstall the release", if: helm.release?(release) do
    confirm "Reinstall #{release}? It is down in between. #{why}"
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

  step "Install the release again" do
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

step "Tell of new addresses" do
  wait up_to: limit until release_resources(release).addresses?
  fresh = release_resources(release).addresses
  if fresh.empty?
    note "#{release} has no public address"
  elsif fresh == previous.addresses
    note "The addresses are unchanged: #{fresh.join}"
  else
    manual "The release answers at #{fresh.join} now: point its DNS records there"
  end
end

step "Check that everything the release owns is there and ready" do
  wait up_to: limit until release_resources(release).ready?(before: previous)
end
