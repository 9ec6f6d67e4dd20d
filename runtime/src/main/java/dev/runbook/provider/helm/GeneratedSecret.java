package dev.runbook.provider.helm;

import dev.runbook.language.value.ResourceId;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Impact.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A Secret that a rendering would change, which may be by what it makes up.
 *
 * @param now each value that differs, as it is in the cluster
 */
record GeneratedSecret(ResourceId object, KubeObject rendered, Map<String, String> now) {

    /** Where the rendering has other values than the cluster. */
    static Optional<GeneratedSecret> suspect(KubeObject live, KubeObject rendered) {
        Map<String, String> now = SecretData.of(live);
        Map<String, String> differing = new TreeMap<>();
        SecretData.of(rendered).forEach((key, value) -> {
            String there = now.get(key);
            if (there != null && !there.equals(value)) {
                differing.put(key, there);
            }
        });
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of(new GeneratedSecret(live.id(), rendered, differing));
    }

    /** The keys whose values a second rendering makes up once more. */
    Set<String> anew(KubeObject second) {
        Map<String, String> first = SecretData.of(rendered);
        Map<String, String> again = SecretData.of(second);
        Set<String> keys = new TreeSet<>(now.keySet());
        keys.removeIf(key -> first.get(key) == null || Objects.equals(first.get(key), again.get(key)));
        return keys;
    }

    /** What a second rendering says: a value that it makes up once more was made up in the first. */
    Impact impact(KubeObject second) {
        List<String> lost = new ArrayList<>();
        List<String> renewed = new ArrayList<>();
        anew(second).forEach(key -> (SecretData.certificate(now.getOrDefault(key, "")) ? renewed : lost).add(key));
        return Impact.removing(
                List.of(),
                lost.isEmpty()
                        ? List.of()
                        : List.of(new Loss(
                                object,
                                object.shortName() + ", of which the chart makes up anew: " + String.join(", ", lost))),
                renewed.isEmpty()
                        ? List.of()
                        : List.of(object.shortName() + " gets a new certificate: " + String.join(", ", renewed)));
    }
}
