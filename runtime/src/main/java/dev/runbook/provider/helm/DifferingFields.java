package dev.runbook.provider.helm;

import dev.runbook.port.KubeObject;
import dev.runbook.text.PrivateText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a rendering says otherwise than the object that is there, field by field. */
final class DifferingFields {
    private static final int SHOWN = 3;
    private static final int LONGEST = 40;

    /** What changes while an object lives, or may always be changed. */
    private static final Set<String> FREE = Set.of("apiVersion", "kind", "metadata", "status", "data", "stringData");

    /** What the server lets be changed of these kinds. */
    private static final Map<String, Set<String>> CHANGEABLE = Map.of(
            "StatefulSet",
            Set.of(
                    "replicas",
                    "ordinals",
                    "template",
                    "updateStrategy",
                    "revisionHistoryLimit",
                    "persistentVolumeClaimRetentionPolicy",
                    "minReadySeconds"),
            "Deployment",
            Set.of(
                    "replicas",
                    "template",
                    "strategy",
                    "minReadySeconds",
                    "revisionHistoryLimit",
                    "paused",
                    "progressDeadlineSeconds"),
            "DaemonSet",
            Set.of("template", "updateStrategy", "minReadySeconds", "revisionHistoryLimit"));

    private DifferingFields() {}

    /** {@code spec.serviceName (db → db-headless)} of what cannot be changed, as far as that is known; empty for nothing. */
    static String of(KubeObject live, KubeObject rendered) {
        List<String> differing = new ArrayList<>();
        for (String top : new TreeMap<>(rendered.content()).keySet()) {
            if (!FREE.contains(top)) {
                compare(top, top, live.content().get(top), rendered.content().get(top), live.kind(), differing);
            }
        }
        boolean sealed = Boolean.TRUE.equals(live.content().get("immutable"));
        if (sealed && rendered.kind().equals("ConfigMap")) {
            compareAll("data", live.content().get("data"), rendered.content().get("data"), differing);
            compareAll(
                    "binaryData",
                    live.content().get("binaryData"),
                    rendered.content().get("binaryData"),
                    differing);
        } else if (sealed && rendered.kind().equals("Secret")) {
            compareSecret(SecretData.of(live), SecretData.of(rendered), differing);
        }
        String shown = differing.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return differing.size() <= SHOWN ? shown : shown + " and " + (differing.size() - SHOWN) + " more";
    }

    /** What the server adds nothing to: a key that is there no more differs as well. */
    private static void compareAll(String path, @Nullable Object now, @Nullable Object wanted, List<String> differing) {
        Map<?, ?> there = now instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> coming = wanted instanceof Map<?, ?> map ? map : Map.of();
        for (String key : keys(there, coming)) {
            if (!text(there.get(key)).equals(text(coming.get(key)))) {
                differing.add(words(path + "." + key, key, there.get(key), coming.get(key)));
            }
        }
    }

    /** Nobody is shown what is in a Secret. */
    private static void compareSecret(Map<String, String> now, Map<String, String> wanted, List<String> differing) {
        for (String key : keys(now, wanted)) {
            if (!Objects.equals(now.get(key), wanted.get(key))) {
                differing.add("data." + key);
            }
        }
    }

    private static Set<String> keys(Map<?, ?> now, Map<?, ?> wanted) {
        Set<String> keys = new TreeSet<>();
        now.keySet().forEach(key -> keys.add(String.valueOf(key)));
        wanted.keySet().forEach(key -> keys.add(String.valueOf(key)));
        return keys;
    }

    private static void compare(
            String path,
            String name,
            @Nullable Object now,
            @Nullable Object wanted,
            String kind,
            List<String> differing) {
        if (wanted instanceof Map<?, ?> fields) {
            Map<?, ?> there = now instanceof Map<?, ?> map ? map : Map.of();
            Set<String> free = path.equals("spec") ? CHANGEABLE.getOrDefault(kind, Set.of()) : Set.of();
            new TreeMap<>(fields).forEach((key, value) -> {
                if (!free.contains(String.valueOf(key))) {
                    boolean variable = key.equals("value") && fields.get("name") instanceof String;
                    String called = variable ? "[" + fields.get("name") + "].value" : path + "." + key;
                    compare(path + "." + key, called, there.get(key), value, kind, differing);
                }
            });
            return;
        }
        if (wanted instanceof List<?> items && now instanceof List<?> there && items.size() == there.size()) {
            for (int i = 0; i < items.size(); i++) {
                compare(path + "[" + i + "]", name, there.get(i), items.get(i), kind, differing);
            }
            return;
        }
        if (!text(now).equals(text(wanted))) {
            differing.add(words(path, name, now, wanted));
        }
    }

    private static String text(@Nullable Object value) {
        boolean nothing = value == null || value.equals(List.of()) || value.equals(Map.of());
        return nothing ? "" : String.valueOf(value);
    }

    private static String words(String path, String name, @Nullable Object now, @Nullable Object wanted) {
        String change = PrivateText.change(name, shown(now), shown(wanted), DifferingFields::cut);
        return change.isEmpty() ? path : "%s (%s)".formatted(path, change);
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "nothing" : text(value);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
