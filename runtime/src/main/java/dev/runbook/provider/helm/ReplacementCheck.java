package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.port.ReplacementTrials;
import dev.runbook.port.ReplacementTrials.ReplacedObject;
import dev.runbook.port.ReplacementTrials.TrialResult;
import dev.runbook.provider.Call;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the server would take what is to be made again: what it refuses then is gone. */
final class ReplacementCheck {
    private ReplacementCheck() {}

    /**
     * Asks the server, and fails where it would refuse one.
     *
     * @param release as an argument of the call names it
     * @return why the server cannot be asked; empty where it takes all
     */
    static Optional<String> require(Call call, String release, List<Replacement> replacements)
            throws InterruptedException {
        if (replacements.stream().noneMatch(one -> one.coming().isPresent())) {
            return Optional.empty();
        }
        String namespace = HelmCalls.namespace(call);
        Map<ManifestKey, KubeObject> coming = new LinkedHashMap<>();
        ManifestObjects.typed(UpgradeRendering.withHooks(UpgradeRendering.upgrade(call, 1))
                        .manifest())
                .forEach(object -> coming.put(ManifestKey.of(object, namespace), object));
        ClusterReader cluster = call.client(ClusterReader.class);
        List<ReplacedObject> objects = new ArrayList<>();
        for (Replacement one : replacements) {
            KubeObject old = one.object();
            KubeObject next = coming.get(ManifestKey.of(old, old.namespace()));
            Optional<Kind> oldKind = cluster.kind(old.apiVersion(), old.kind());
            Optional<Kind> kind = next == null ? Optional.empty() : cluster.kind(next.apiVersion(), next.kind());
            if (next != null && oldKind.isPresent() && kind.isPresent()) {
                objects.add(new ReplacedObject(
                        old, oldKind.get(), one.cascade(), kind.get(), asHelmMakes(next, old, release, namespace)));
            }
        }
        if (objects.isEmpty()) {
            return Optional.empty();
        }
        return switch (call.client(ReplacementTrials.class).of(objects)) {
            case TrialResult.Accepted() -> Optional.empty();
            case TrialResult.NotAsked(String why) -> Optional.of(why);
            case TrialResult.Refused refused -> throw new Failed(failure(call, refused));
        };
    }

    /** With what helm adds to it. */
    private static KubeObject asHelmMakes(KubeObject coming, KubeObject old, String release, String namespace) {
        Map<String, Object> metadata = new LinkedHashMap<>(map(coming.at("metadata")));
        Map<String, Object> labels = new LinkedHashMap<>(map(coming.at("metadata", "labels")));
        labels.put("app.kubernetes.io/managed-by", "Helm");
        Map<String, Object> annotations = new LinkedHashMap<>(map(coming.at("metadata", "annotations")));
        annotations.put("meta.helm.sh/release-name", release);
        annotations.put("meta.helm.sh/release-namespace", namespace);
        metadata.put("labels", labels);
        metadata.put("annotations", annotations);
        if (!old.namespace().isEmpty()) {
            metadata.put("namespace", old.namespace());
        }
        Map<String, Object> content = new LinkedHashMap<>(coming.content());
        content.put("metadata", metadata);
        return new KubeObject(content);
    }

    private static Map<String, Object> map(Optional<Object> value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (value.orElse(Map.of()) instanceof Map<?, ?> map) {
            map.forEach((key, field) -> fields.put(String.valueOf(key), field));
        }
        return fields;
    }

    private static Failure failure(Call call, TrialResult.Refused refused) {
        String said = refused.said();
        List<String> policy = RefusalAdvice.policy(said);
        FailureClass kind = kind(refused, !policy.isEmpty());
        List<String> advice = policy.isEmpty() ? advice(call, kind, said) : policy;
        return Failure.of(
                        kind,
                        "nothing was deleted, since the server would refuse what comes instead: " + said,
                        advice.toArray(String[]::new))
                .about(refused.object());
    }

    private static FailureClass kind(TrialResult.Refused refused, boolean policy) {
        if (refused.said().contains("failed calling webhook")) {
            return FailureClass.WebhookFailed;
        }
        if (refused.said().contains(" is held by ")) {
            return FailureClass.PortTaken;
        }
        return policy || refused.status() == 403 ? FailureClass.Forbidden : FailureClass.ValuesInvalid;
    }

    private static List<String> advice(Call call, FailureClass kind, String said) {
        if (kind == FailureClass.Forbidden) {
            return List.of("Ask for a role that allows it, or use another --context, then resume.");
        }
        List<String> values = HelmValues.paths(call.option("values").orElse(Value.NIL)).stream()
                .map(path -> "--values=" + (path instanceof Value.Text(String text) ? text : "<values>"))
                .toList();
        return RefusalAdvice.on(kind, said, values);
    }
}
