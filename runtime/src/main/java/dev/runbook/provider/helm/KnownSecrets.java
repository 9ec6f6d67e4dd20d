package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Impact.Loss;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which values of Secrets stand elsewhere, too, so that they are not lost with one: in the release's values, in what comes, or in
 * Secrets that stay. */
final class KnownSecrets {
    private static final Set<String> MADE_BY_OTHERS =
            Set.of("kubernetes.io/service-account-token", "kubernetes.io/tls");

    private final Set<String> known = new HashSet<>();

    /**
     * @param values all values of the release, those of its chart included
     * @param after the objects that come
     */
    KnownSecrets(Map<String, Object> values, List<KubeObject> after) {
        collect(values);
        add(after);
    }

    /** What these Secrets have stands in them. */
    void add(List<KubeObject> objects) {
        objects.stream()
                .filter(object -> object.kind().equals("Secret"))
                .forEach(secret -> known.addAll(SecretData.of(secret).values()));
    }

    private void collect(Object value) {
        switch (value) {
            case Map<?, ?> map -> map.values().stream().filter(v -> v != null).forEach(this::collect);
            case Collection<?> items -> items.stream().filter(v -> v != null).forEach(this::collect);
            default -> known.add(String.valueOf(value));
        }
    }

    /** The keys that nothing else has the value of, in words; empty where there are none. */
    Optional<String> lost(KubeObject secret) {
        if (MADE_BY_OTHERS.contains(secret.text("type").orElse("Opaque"))) {
            return Optional.empty();
        }
        String lost = SecretData.of(secret).entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty() && !known.contains(entry.getValue()))
                .filter(entry -> !SecretData.certificate(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(secret.id().shortName() + " with " + lost + ", which stands nowhere else");
    }

    List<Loss> losses(List<KubeObject> secrets) {
        return secrets.stream()
                .flatMap(secret -> lost(secret).stream().map(words -> new Loss(secret.id(), words)))
                .toList();
    }

    /** The Secrets of a namespace that are as they are after it, too; none where they may not be read. */
    static List<KubeObject> staying(
            ClusterReader cluster, String namespace, List<KubeObject> going, List<KubeObject> after)
            throws InterruptedException {
        try {
            Set<String> gone = going.stream().map(KubeObject::uid).collect(Collectors.toSet());
            Set<String> written = after.stream()
                    .filter(object -> object.kind().equals("Secret"))
                    .map(KubeObject::name)
                    .collect(Collectors.toSet());
            Optional<ClusterReader.Kind> kind = cluster.kind("v1", "Secret");
            List<KubeObject> there = kind.isPresent() ? cluster.list(kind.get(), namespace, "") : List.of();
            return there.stream()
                    .filter(one -> !gone.contains(one.uid()) && !written.contains(one.name()))
                    .toList();
        } catch (Failed mayNotLook) {
            return List.of();
        }
    }
}
