# Update a Coder deployment that was installed with Helm: one release at a time,
# with a snapshot of the database first, and with the way back from the failures
# that a Helm upgrade is known for.
#
#   runbook plan update-coder.rb version=1.16.1
#   runbook exec update-coder.rb version=1.16.1

runbook "Update Coder"

param :version,   "Chart version to move to; the latest when left out", optional: true
param :namespace, "Namespace that Coder runs in",        default: "coder"
param :release,   "Helm release to update",              default: "coder"
param :chart,     "Chart to install",                    default: "coder/coder"
param :repo_url,  "Chart repository",                    default: "https://helm.coder.com"
param :values,    "File that keeps the chart's values",  default: "current-values.yml"
param :host,      "Host name that users reach Coder at", optional: true
secret :database, "PostgreSQL URL of Coder's database",  optional: true

in_namespace namespace

step "Check the prerequisites" do
  assert helm.version >= "3.2", "Helm 3.2 or newer is needed: https://helm.sh/docs/intro/install"
  assert postgres(database).superuser?, "the database user must be a superuser" if given? database
end

step "Add the Coder chart repository", unless: helm.repo?("coder", repo_url) do
  helm.repo_add "coder", repo_url
end

step "Refresh the chart repository" do
  helm.repo_update "coder"
end

current = helm.release(release)
target  = helm.chart(chart, version: version)

step "Move at most one release ahead" do
  assert current.version.minor + 1 >= target.version.minor,
         "#{current.version} to #{target.version} skips a release: update to 1.#{current.version.minor + 1} first"
end

step "Take a snapshot of the database", if: given?(database) do
  postgres.dump database, to: "coder-#{current.version}.dump"
end

step "Export the current values" do
  helm.get_values release, to: values
  confirm "Does #{values} hold only your own changes?", show: values
end

step "Upgrade Coder" do
  helm.upgrade release, chart, version: target.version, values: values,
               install: true, atomic: true, wait: true, timeout: 10.minutes

rescue ImmutableField, ForeignOwner, /field is immutable/ => failure
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
    if release_resources(release).addresses != old.addresses
      manual "Point #{host} and the Dev URL host at #{release_resources(release).addresses} with your DNS provider"
    end
  end
end

step "Check that everything the release owns is there and ready" do
  wait up_to: 5.minutes until release_resources(release).ready?
end
