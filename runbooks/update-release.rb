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
param :limit,     "How long helm may wait for the release to be ready", default: 10.minutes

in_namespace namespace

step "Check that helm is new enough" do
  assert helm.version >= "3.2", "Helm 3.2 or newer is needed: https://helm.sh/docs/intro/install"
end

step "Check that there is such a release" do
  assert helm.release?(release), "there is no release #{release} in namespace #{namespace}"
end

step "Refresh the chart repositories", unless: file.exists?(chart) || chart.start_with?("oci://") do
  helm.repo_update
end

target = helm.chart(chart, version: version)

step "Export the current values" do
  helm.get_values release, to: values
end

step "Check the values" do
  for finding in helm.check_values(values, chart: chart, version: target.version, leaving: helm.release(release).version) do
    note finding
  end
  confirm "Does #{values} hold only the changes that you want? You can edit it before you answer.", show: values
end

step "Upgrade the release" do
  helm.upgrade release, chart, version: target.version, values: values,
               install: true, atomic: true, wait: true, timeout: limit

rescue OperationInProgress => failure
  left     = release_resources(release)
  deployed = helm.last_deployed(release)

  step "Leave the interrupted operation" do
    confirm "Is nobody else working on #{release}? #{failure.summary}"
    if deployed == nil
      helm.uninstall release
      wait up_to: 15.minutes until left.gone?
    else
      helm.rollback release, deployed, wait: true, timeout: limit
    end
  end

  retry

rescue ImmutableField => failure
  old = release_resources(release)

  step "Uninstall the release" do
    confirm "Reinstall #{release}? It is down in between. #{failure.summary}"
    helm.uninstall release
  end

  step "Wait until the old resources are gone" do
    wait up_to: 15.minutes until old.gone?
  end

  step "Install the release again" do
    helm.upgrade release, chart, version: target.version, values: values,
                 install: true, atomic: true, wait: true, timeout: limit
  end

  step "Tell of new addresses" do
    wait up_to: 5.minutes until release_resources(release).addresses?
    fresh = release_resources(release).addresses
    if fresh != old.addresses
      manual "The release answers at #{fresh.join} now, not at #{old.addresses.join}: change its DNS records"
    end
  end
end

step "Check that everything the release owns is there and ready" do
  wait up_to: 5.minutes until release_resources(release).ready?
end
