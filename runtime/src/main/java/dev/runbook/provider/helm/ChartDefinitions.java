package dev.runbook.provider.helm;

import dev.runbook.language.signature.ArgumentText;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.kube.ManifestFields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The custom resource definitions of a chart's {@code crds/} that the cluster lacks or has otherwise.
 *
 * @param manifest as the chart has it
 * @param words what the cluster lacks
 */
record ChartDefinitions(String manifest, String words) {
    private static final int TOLD = 2;

    static List<ChartDefinitions> behind(Call call) throws InterruptedException {
        Optional<String> version = call.option("version").map(v -> ArgumentText.of(v, "version"));
        String crds = call.client(Helm.class).crds(HelmCalls.argument(call, 0, HelmNames::chart), version);
        ClusterReader cluster = call.client(ClusterReader.class);
        List<ChartDefinitions> behind = new ArrayList<>();
        for (String manifest : crds.split("(?m)^---.*$", -1)) {
            for (KubeObject object : ManifestObjects.of(manifest)) {
                Optional<Kind> kind = cluster.kind(object.apiVersion(), object.kind());
                Optional<KubeObject> live =
                        kind.isPresent() ? cluster.get(kind.get(), "", object.name()) : Optional.empty();
                words(object, live)
                        .ifPresent(words -> behind.add(new ChartDefinitions(manifest.strip() + "\n", words)));
            }
        }
        return behind;
    }

    private static Optional<String> words(KubeObject object, Optional<KubeObject> live) {
        if (live.isEmpty()) {
            return Optional.of(object.name() + " (missing)");
        }
        Map<String, String> now = ManifestFields.of(live.get());
        Set<String> fields = new LinkedHashSet<>();
        ManifestFields.of(object).forEach((path, value) -> {
            boolean unsaid = !now.containsKey(path) && (value.equals("false") || value.isEmpty());
            if (path.startsWith("spec.") && !unsaid && !ManifestFields.same(value, now.getOrDefault(path, ""))) {
                SchemaField.of(path).ifPresent(fields::add);
            }
        });
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        int more = fields.size() - TOLD;
        String told = String.join(", ", fields.stream().limit(TOLD).toList());
        return Optional.of("%s (%s%s)".formatted(object.name(), told, more > 0 ? " and " + more + " more" : ""));
    }
}
