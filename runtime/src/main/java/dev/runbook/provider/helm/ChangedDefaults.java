package dev.runbook.provider.helm;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import dev.runbook.provider.kube.ResourcePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Objects of the release that the upgrade does not make any more because a default of the chart has changed. Which default
 * that is shows where the old one brings the object back.
 */
final class ChangedDefaults {
    private static final int TOLD = 3;

    private final InstalledRelease installed;
    private final ValuesRendering renderings;
    private final String file;
    private final List<Changed> changed = new ArrayList<>();

    /** A default of the installed chart that the other has otherwise, or not at all. */
    private record Changed(List<String> path, Object before, Optional<Object> after) {
        String words(String objects, String file) {
            return "%s: the chart's default goes from %s to %s, which takes %s away; set %s to %s in %s to keep that"
                    .formatted(
                            String.join(".", path),
                            ValuesCheck.shown(before),
                            after.map(ValuesCheck::shown).orElse("none"),
                            objects,
                            String.join(".", path),
                            ValuesCheck.shown(before),
                            file);
        }
    }

    ChangedDefaults(
            InstalledRelease installed, ValuesRendering renderings, Map<?, ?> values, Map<?, ?> defaults, String file) {
        this.installed = installed;
        this.renderings = renderings;
        this.file = file;
        compare(List.of(), installed.stored().chart().defaults(), defaults, values);
        // What is switched off takes objects away more often than what is named otherwise.
        changed.sort((one, other) ->
                Boolean.compare(!(one.before() instanceof Boolean), !(other.before() instanceof Boolean)));
    }

    private void compare(List<String> path, Map<?, ?> before, Map<?, ?> after, Map<?, ?> given) {
        before.forEach((key, old) -> {
            List<String> here = new ArrayList<>(path);
            here.add(String.valueOf(key));
            Object fresh = after.get(key);
            Object own = given.get(key);
            if (old instanceof Map<?, ?> table) {
                compare(
                        here,
                        table,
                        fresh instanceof Map<?, ?> map ? map : Map.of(),
                        own instanceof Map<?, ?> map ? map : Map.of());
            } else if (own == null && old != null && !Objects.equals(String.valueOf(old), String.valueOf(fresh))) {
                changed.add(new Changed(here, old, Optional.ofNullable(fresh)));
            }
        });
    }

    List<String> findings(String manifest) throws InterruptedException {
        Map<ManifestKey, KubeObject> gone = new LinkedHashMap<>();
        for (KubeObject object : installed.objects()) {
            if (!ResourcePolicy.kept(object)) {
                gone.put(key(object), object);
            }
        }
        ManifestObjects.of(manifest).forEach(object -> gone.remove(key(object)));
        List<String> findings = new ArrayList<>();
        while (!gone.isEmpty() && !changed.isEmpty() && findings.size() < TOLD) {
            Set<ManifestKey> back = back(changed, gone.keySet());
            if (back.isEmpty()) {
                return findings;
            }
            ManifestKey first = back.iterator().next();
            List<Changed> cause = cause(changed, first);
            Set<ManifestKey> kept = back(cause, gone.keySet());
            if (cause.size() > TOLD || kept.isEmpty()) {
                return findings;
            }
            String objects = String.join(
                    ", ",
                    kept.stream()
                            .map(key ->
                                    Objects.requireNonNull(gone.get(key)).id().shortName())
                            .toList());
            cause.forEach(one -> findings.add(one.words(objects, file)));
            gone.keySet().removeAll(kept);
        }
        return findings;
    }

    /** The fewest of these that bring an object back, found by halving. */
    private List<Changed> cause(List<Changed> suspects, ManifestKey object) throws InterruptedException {
        if (suspects.size() == 1) {
            return suspects;
        }
        int half = suspects.size() / 2;
        for (List<Changed> part : List.of(suspects.subList(0, half), suspects.subList(half, suspects.size()))) {
            if (!back(part, Set.of(object)).isEmpty()) {
                return cause(part, object);
            }
        }
        return suspects;
    }

    /** Which of these objects are made when the old defaults stand. */
    private Set<ManifestKey> back(List<Changed> old, Set<ManifestKey> gone) throws InterruptedException {
        Map<String, Object> tree = new LinkedHashMap<>();
        old.forEach(one -> put(tree, one.path(), one.before()));
        Set<ManifestKey> back = new LinkedHashSet<>();
        renderings
                .target(tree)
                .ifPresent(made -> ManifestObjects.of(made.manifest()).stream()
                        .map(this::key)
                        .filter(gone::contains)
                        .forEach(back::add));
        return back;
    }

    private static void put(Map<String, Object> tree, List<String> path, Object value) {
        Map<String, Object> at = tree;
        for (String key : path.subList(0, path.size() - 1)) {
            Map<String, Object> inner = new LinkedHashMap<>();
            if (at.putIfAbsent(key, inner) instanceof Map<?, ?> known) {
                known.forEach((k, v) -> inner.put(String.valueOf(k), v));
                at.put(key, inner);
            }
            at = inner;
        }
        at.put(path.getLast(), value);
    }

    private ManifestKey key(KubeObject object) {
        return ManifestKey.of(object, installed.namespace());
    }
}
