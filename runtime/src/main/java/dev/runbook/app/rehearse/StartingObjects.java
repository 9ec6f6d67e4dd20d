package dev.runbook.app.rehearse;

import dev.runbook.diagnostic.Suggestion;
import dev.runbook.provider.ScenarioException;
import dev.runbook.rehearsal.RehearsalCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the {@code objects} of a scenario into the cluster; what the API refuses is a mistake of the scenario. */
record StartingObjects(RehearsalCluster cluster, RunbookNames names, String place) {
    private static final String DEFINITION = "CustomResourceDefinition";

    static void place(Scenario scenario, RunbookNames names, RehearsalCluster cluster)
            throws InterruptedException, ScenarioException {
        int number = 1;
        for (Map<String, Object> object : scenario.cluster().objects()) {
            new StartingObjects(cluster, names, "scenario " + scenario.name() + ", object " + number + " of `objects`")
                    .place(object);
            number++;
        }
    }

    private void place(Map<String, Object> object) throws InterruptedException, ScenarioException {
        String version = text(object, "apiVersion");
        String kind = text(object, "kind");
        if (version.isEmpty() || kind.isEmpty()) {
            throw new ScenarioException(place + " has no `" + (version.isEmpty() ? "apiVersion" : "kind")
                    + "`. Write it as in a manifest: `apiVersion: v1` and `kind: ConfigMap`.");
        }
        String shown = place + ", " + (kind + " " + named(object)).strip() + ",";
        if (!cluster.serves(version, kind)) {
            throw new ScenarioException(shown + " is of a kind that the embedded cluster does not know: " + kind
                    + " of " + version + ". " + remedy(version, kind));
        }
        try {
            cluster.apply(object, names.namespace());
        } catch (IllegalArgumentException refused) {
            throw new ScenarioException(
                    shown + " is refused by the API: " + refused.getMessage() + ". Fix the manifest in the scenario.");
        }
        if (kind.equals(DEFINITION)) {
            // A kind is served a moment after it is defined, and the next object may be of it.
            awaitServed(object);
        }
    }

    private void awaitServed(Map<String, Object> definition) throws InterruptedException {
        String name = named(definition);
        cluster.await(
                c -> c.find("apiextensions.k8s.io/v1", DEFINITION, "", name)
                        .filter(found -> found.containsKey("status"))
                        .isPresent(),
                Duration.ofSeconds(10));
    }

    private String remedy(String version, String kind) {
        List<String> elsewhere = cluster.versionsOf(kind);
        if (!elsewhere.isEmpty()) {
            return "Write `apiVersion: " + String.join("` or `", elsewhere) + "`.";
        }
        Optional<String> meant = Suggestion.nearest(kind, cluster.kinds(version));
        return meant.map(near -> "Did you mean `kind: " + near + "`?")
                .orElse("If it is a custom resource, put its CustomResourceDefinition before it in `objects`.");
    }

    private static String named(Map<String, Object> object) {
        return object.get("metadata") instanceof Map<?, ?> metadata && metadata.get("name") instanceof String name
                ? name
                : "";
    }

    private static String text(Map<String, Object> object, String field) {
        return object.get(field) instanceof String text ? text : "";
    }
}
