package dev.runbook.provider.helm;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import dev.runbook.provider.kube.CustomKinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fields that an upgrade was to set and that the server has left out, because it does not know them. Helm 3 logs that at
 * most, and is done; of a custom resource it does not send them again later, since its own record has them by then.
 */
final class LeftOutFields {
    private static final Pattern WARNING = Pattern.compile("unknown field \\\\?\"([^\"\\\\]+)\\\\?\"");
    private static final Set<String> NO_FIELDS = Set.of("apiVersion", "kind", "metadata", "status");
    private static final int TOLD = 5;

    private final Call call;
    private final Helm helm;
    private final ClusterReader cluster;
    private final String release;
    private final String namespace;

    private LeftOutFields(Call call) {
        this.call = call;
        this.helm = call.client(Helm.class);
        this.cluster = call.client(ClusterReader.class);
        this.release = HelmCalls.argument(call, 0, HelmNames::release);
        this.namespace = HelmCalls.namespace(call);
    }

    /** What is to be said after an upgrade by helm 3 that went well; empty where everything was set, or cannot be read. */
    static Optional<Failure> failure(Call call, List<String> printed) throws InterruptedException {
        try {
            // The server refuses such a field of helm 4, and whoever lets it apply as helm 3 does was asked.
            return call.client(Helm.class).version().major() == 3
                    ? new LeftOutFields(call).failure(warned(printed))
                    : Optional.empty();
        } catch (Failed unread) {
            return Optional.empty();
        }
    }

    private static Set<String> warned(List<String> printed) {
        Set<String> paths = new LinkedHashSet<>();
        for (String line : printed) {
            Matcher found = WARNING.matcher(line);
            while (found.find()) {
                paths.add(found.group(1));
            }
        }
        return paths;
    }

    private Optional<Failure> failure(Set<String> warned) throws InterruptedException {
        List<Helm.Revision> history = HelmRelease.historyOrNone(call);
        if (history.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> before = history.subList(0, history.size() - 1).stream()
                .filter(Helm.Revision::wasDeployed)
                .map(Helm.Revision::number)
                .toList();
        Map<ManifestKey, KubeObject> made = manifest(history.getLast().number());
        Map<ManifestKey, KubeObject> earlier =
                before.isEmpty() || warned.isEmpty() ? Map.of() : manifest(before.getLast());
        List<String> left = new ArrayList<>();
        for (Map.Entry<ManifestKey, KubeObject> object : made.entrySet()) {
            for (String path : leftOut(object.getValue(), warned, earlier.get(object.getKey()))) {
                left.add(path + " of " + object.getValue().id().shortName());
            }
        }
        return left.isEmpty() ? Optional.empty() : Optional.of(failure(left, before));
    }

    private Failure failure(List<String> left, List<Integer> before) {
        String more = left.size() <= TOLD ? "" : " and %d more".formatted(left.size() - TOLD);
        String back = before.isEmpty()
                ? "run it again."
                : "roll back, since helm does not send again what its record has by now: helm rollback %s %d%s. Then run it again."
                        .formatted(release, before.getLast(), namespace.isEmpty() ? "" : " --namespace=" + namespace);
        return Failure.of(
                FailureClass.CrdsBehind,
                "the upgrade is done, and the cluster does not have, and has left out: "
                        + String.join(", ", left.subList(0, Math.min(TOLD, left.size()))) + more,
                "Apply the custom resource definitions that the chart was written for, or correct the name of the field,"
                        + " and " + back);
    }

    private Map<ManifestKey, KubeObject> manifest(int revision) throws InterruptedException {
        Map<ManifestKey, KubeObject> byKey = new LinkedHashMap<>();
        ManifestObjects.of(helm.manifest(release, namespace, revision))
                .forEach(object -> byKey.put(ManifestKey.of(object, namespace), object));
        return byKey;
    }

    private List<String> leftOut(KubeObject made, Set<String> warned, @Nullable KubeObject earlier)
            throws InterruptedException {
        boolean custom = CustomKinds.have(made.apiVersion());
        // A chart may have had a field of no kind for years: that was said when it came.
        List<String> suspects = warned.stream()
                .filter(path -> at(made.content(), path) != null)
                .filter(path -> earlier == null || at(earlier.content(), path) == null)
                .toList();
        if (!custom && suspects.isEmpty()) {
            return List.of();
        }
        Optional<Kind> kind = cluster.kind(made.apiVersion(), made.kind());
        String home = made.namespace().isEmpty() ? namespace : made.namespace();
        Optional<KubeObject> live = kind.isPresent() ? cluster.get(kind.get(), home, made.name()) : Optional.empty();
        if (live.isEmpty()) {
            return List.of();
        }
        Map<String, Object> there = live.get().content();
        if (!custom) {
            return suspects.stream().filter(path -> at(there, path) == null).toList();
        }
        List<String> missing = new ArrayList<>();
        new TreeMap<>(made.content()).forEach((top, value) -> {
            if (!NO_FIELDS.contains(top)) {
                missing(top, value, there.get(top), missing);
            }
        });
        return missing;
    }

    /** Of a custom resource everything stays as it was written, except what its definition does not have. */
    private static void missing(String path, Object wanted, @Nullable Object there, List<String> missing) {
        if (empty(wanted)) {
            return;
        }
        if (there == null) {
            missing.add(path);
        } else if (wanted instanceof Map<?, ?> fields && there instanceof Map<?, ?> now) {
            fields.forEach((key, value) -> {
                if (value != null) {
                    missing(path + "." + key, value, now.get(key), missing);
                }
            });
        } else if (wanted instanceof List<?> items && there instanceof List<?> now && items.size() == now.size()) {
            for (int i = 0; i < items.size(); i++) {
                Object item = items.get(i);
                if (item != null) {
                    missing(path + "[" + i + "]", item, now.get(i), missing);
                }
            }
        }
    }

    private static boolean empty(Object value) {
        return (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty())
                || value.toString().equals("null");
    }

    /** What stands at a path as the server writes it, such as {@code spec.containers[0].image}; null for nothing. */
    private static @Nullable Object at(Map<?, ?> content, String path) {
        Object now = content;
        for (String part : path.split("[.\\[]", -1)) {
            if (now instanceof List<?> list && part.matches("\\d{1,6}]")) {
                int index = Integer.parseInt(part.substring(0, part.length() - 1));
                now = index < list.size() ? list.get(index) : null;
            } else {
                now = now instanceof Map<?, ?> map ? map.get(part) : null;
            }
        }
        return now;
    }
}
