package dev.runbook.provider.helm;

import dev.runbook.language.eval.ValueText;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Releases, revisions and charts as values of a runbook, with the fields that the catalogue names. */
final class HelmEntities {
    private HelmEntities() {}

    static Value release(String name, String namespace, Helm.Revision revision) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("name", Value.of(name));
        fields.put("namespace", Value.of(namespace));
        fields.put("chart", Value.of(revision.chart()));
        fields.put("version", version(revision.version()));
        fields.put("app_version", Value.of(revision.appVersion()));
        fields.put("product_version", product(revision.appVersion(), revision.version()));
        fields.put("revision", Value.of(revision.number()));
        fields.put("status", Value.of(revision.status()));
        return new Value.Entity("release", fields);
    }

    static Value revision(Helm.Revision revision) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("revision", Value.of(revision.number()));
        fields.put("status", Value.of(revision.status()));
        fields.put("chart", Value.of(revision.chart()));
        fields.put("version", version(revision.version()));
        fields.put("app_version", Value.of(revision.appVersion()));
        fields.put("product_version", product(revision.appVersion(), revision.version()));
        fields.put("description", Value.of(revision.description()));
        return new Value.Entity("revision", fields);
    }

    /** The version of the one of these revisions that is deployed, or else was: one that failed left another running. */
    static Optional<String> running(List<Value> revisions) {
        if (!revisions.isEmpty() && status(revisions.getLast()).equals("uninstalled")) {
            return Optional.empty();
        }
        return DeployedRevision.of(
                        revisions,
                        r -> DeployedRevision.deployed(status(r)),
                        r -> DeployedRevision.wasDeployed(status(r), text(r, "description")))
                .map(r -> r instanceof Value.Entity revision ? ValueText.of(revision.field("version")) : "");
    }

    private static String status(Value revision) {
        return text(revision, "status");
    }

    private static String text(Value revision, String field) {
        return revision instanceof Value.Entity entity ? ValueText.of(entity.field(field)) : "";
    }

    static Value chart(Helm.Chart chart) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("name", Value.of(chart.name()));
        fields.put("version", version(chart.version()));
        fields.put("app_version", Value.of(chart.appVersion()));
        fields.put("product_version", product(chart.appVersion(), chart.version()));
        fields.put("description", Value.of(chart.description()));
        return new Value.Entity("chart", fields);
    }

    private static Value product(String appVersion, String chartVersion) {
        return SemanticVersion.parse(appVersion).<Value>map(Value.Version::new).orElseGet(() -> version(chartVersion));
    }

    /** Helm takes only versions for charts; whatever else stands there keeps its text and is older than any version. */
    static Value version(String text) {
        return new Value.Version(
                SemanticVersion.parse(text).orElseGet(() -> new SemanticVersion(text, 0, 0, 0, List.of())));
    }
}
