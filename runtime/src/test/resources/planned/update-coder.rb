# Update a Coder deployment that was installed with Helm: one release at a time,
# with a snapshot of the database first, and with the way back from the failures
# that a Helm upgrade is known for. It follows Coder's guide "Updating".
#
#   runbook plan update-coder.rb version=1.16.1
#   runbook exec update-coder.rb version=1.16.1

runbook "Update Coder"

param :version,     "Chart version to move to; the latest when left out", type: :version, optional: true
param :namespace,   "Namespace that Coder runs in",        default: "coder"
param :release,     "Helm release to update",              default: "coder"
param :chart,       "Chart to install",                    default: "coder/coder"
param :repo_url,    "Chart repository",                    default: "https://helm.coder.com"
param :values,      "File that keeps the chart's values",  default: "current-values.yml"
param :export,      "Export the values first; false keeps the file", default: true
param :host,        "Host name that users reach Coder at", default: "Coder's host name"
param :devurl_host, "Host name of the Dev URLs",           default: "the Dev URL host"

in_namespace namespace

installed       = helm.release?(release)
from_repository = chart.start_with?("coder/")

step "Check that helm is new enough" do
  assert helm.version >= "3.2", "Helm 3.2 or newer is needed: https://helm.sh/docs/intro/install"
end

step "Check that the database user is a superuser" do
  confirm "Is the PostgreSQL user that Coder connects with a superuser (or rds_superuser, cloudsqlsuperuser, azure_pg_admin)?"
end

step "Add the Coder chart repository", if: from_repository, unless: helm.repo?("coder", repo_url) do
  helm.repo_add "coder", repo_url
end

step "Refresh the chart repository", if: from_repository do
  helm.repo_update "coder"
end

target = helm.chart(chart, version: version)

# Helm itself takes any jump. The newest revision may be one that failed, so the one that was deployed counts.
step "Move at most one release ahead", if: installed do
  for revision in helm.history(release) do
    if revision.revision == helm.last_deployed(release)
      assert revision.version.major == target.version.major && revision.version.minor + 1 >= target.version.minor,
             "#{revision.version} to #{target.version} skips a release: update to #{revision.version.major}.#{revision.version.minor + 1} first"
      assert revision.version <= target.version,
             "#{target.version} is older than #{revision.version}: go back by restoring the snapshot of the database"
    end
  end
end

step "Take a snapshot of the database", if: installed do
  manual "Take a snapshot of Coder's database now: restoring it is the safest way back if the update goes wrong"
end

# Once, before the first try: after an uninstall the values are gone, and every later try uses this same file.
step "Export the current values", if: installed && export do
  helm.get_values release, to: values
end

step "Start without values of your own", unless: installed || file.exists?(values) do
  file.write values, "{}\n"
end

step "Check the values" do
  if installed
    for finding in helm.check_values(values, chart: chart, version: target.version, leaving: helm.release(release).version) do
      note finding
    end
  else
    for finding in helm.check_values(values, chart: chart, version: target.version) do
      note finding
    end
  end
  confirm "Does #{values} contain only the changes that you want? You can edit it before you answer.", show: values
end

step "Upgrade Coder" do
  helm.upgrade release, chart, version: target.version, values: values,
               install: true, atomic: true, wait: true, timeout: 10.minutes

rescue OperationInProgress => failure
  left     = release_resources(release)
  deployed = helm.last_deployed(release)

  step "Leave the interrupted operation" do
    confirm "Is nobody else working on #{release}? #{failure.summary}"
    if deployed == nil
      helm.uninstall release
      wait up_to: 15.minutes until left.gone?
    else
      helm.rollback release, deployed, wait: true, timeout: 10.minutes
    end
  end

  retry

rescue ForeignOwner => failure
  # An uninstall would leave the object behind, since the release does not own it, and the install would fail again.
  step "Give the object to the release" do
    confirm "Give #{failure.resource.kind} #{failure.resource.name} to release #{release}, which changes and deletes it from then on? #{failure.summary}"
    found = resource(failure.resource.kind, failure.resource.name, namespace: failure.resource.namespace)
    resource.label found, { "app.kubernetes.io/managed-by" => "Helm" }
    resource.annotate found, { "meta.helm.sh/release-name" => release, "meta.helm.sh/release-namespace" => namespace }
  end

  retry

rescue ImmutableField, /field is immutable/ => failure
  old = release_resources(release)

  step "Uninstall Coder" do
    confirm "Reinstall #{release}? Coder is down in between. #{failure.summary}"
    helm.uninstall release
  end

  step "Wait until the old resources are gone" do
    wait up_to: 15.minutes until old.gone?
  end

  step "Install Coder again" do
    helm.upgrade release, chart, version: target.version, values: values,
                 install: true, atomic: true, wait: true, timeout: 10.minutes
  end

  step "Point DNS at the new address" do
    wait up_to: 5.minutes until release_resources(release).addresses?
    fresh = release_resources(release).addresses
    if fresh != old.addresses
      manual "Point #{host} at #{fresh.join} with your DNS provider: an A record for an IP, a CNAME for a name"
      manual "Point #{devurl_host} at #{fresh.join} with your DNS provider, too"
    end
  end
end

step "Check that everything the release owns is there and ready" do
  wait up_to: 5.minutes until release_resources(release).ready?
end
