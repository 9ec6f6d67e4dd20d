package dev.runbook.provider.helm;

import com.google.re2j.Pattern;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import dev.runbook.provider.kube.ManifestFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a release and its chart does not make of its values: a post-renderer has written it, and an upgrade
 * without that one undoes it.
 */
final class ForeignPatches {
    private static final int TOLD = 4;
    /** What a chart makes anew with each rendering: a moment, a sum, a number that goes up. */
    private static final Pattern OF_THE_MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*|\\d{10,}|[0-9a-f]{32,}|\\d{1,4}");

    private final InstalledRelease installed;
    private final ValuesRendering renderings;
    private final ClusterReader cluster;
    private final String file;

    ForeignPatches(InstalledRelease installed, ValuesRendering renderings, ClusterReader cluster, String file) {
        this.installed = installed;
        this.renderings = renderings;
        this.cluster = cluster;
        this.file = file;
    }

    List<String> findings() throws InterruptedException {
        Optional<Map<ManifestKey, KubeObject>> made = rendered(false);
        Map<ManifestKey, Set<String>> differing = new LinkedHashMap<>();
        for (KubeObject object : installed.objects()) {
            ManifestKey key = ManifestKey.of(object, installed.namespace());
            Set<String> paths =
                    made.isEmpty() ? Set.of() : differing(object, made.get().get(key));
            if (!paths.isEmpty()
                    && cluster.kind(object.apiVersion(), object.kind()).isPresent()) {
                differing.put(key, paths);
            }
        }
        return made.isEmpty() || differing.isEmpty() ? List.of() : findings(made.get(), differing);
    }

    private List<String> findings(Map<ManifestKey, KubeObject> made, Map<ManifestKey, Set<String>> differing)
            throws InterruptedException {
        // What every rendering makes up anew is no patch, nor is what only a first install makes.
        Map<ManifestKey, KubeObject> again = rendered(false).orElse(Map.of());
        Map<ManifestKey, KubeObject> first = rendered(true).orElse(Map.of());
        List<String> findings = new ArrayList<>();
        for (KubeObject object : installed.objects()) {
            ManifestKey key = ManifestKey.of(object, installed.namespace());
            Set<String> paths = new TreeSet<>(differing.getOrDefault(key, Set.of()));
            Optional<KubeObject> one = Optional.ofNullable(made.get(key));
            paths.removeAll(differing(one, Optional.ofNullable(again.get(key))));
            if (!first.isEmpty()) {
                paths.retainAll(differing(object, first.get(key)));
            }
            if (!paths.isEmpty()) {
                findings.add(finding(object, one, paths));
            }
        }
        return findings.size() <= TOLD ? findings : shortened(findings);
    }

    private static List<String> shortened(List<String> findings) {
        List<String> told = new ArrayList<>(findings.subList(0, TOLD));
        told.add(
                "%d more objects of the release have what the chart does not make: compare helm get manifest with helm template"
                        .formatted(findings.size() - TOLD));
        return told;
    }

    private Set<String> differing(Optional<KubeObject> one, Optional<KubeObject> other) {
        return one.isPresent() && other.isPresent() ? paths(one.get(), other.get()) : Set.of();
    }

    /** The fields of a stored object that a rendering has otherwise; the empty path for the whole object. */
    private Set<String> differing(KubeObject stored, @Nullable KubeObject made) {
        return made == null ? Set.of("") : paths(stored, made);
    }

    private Set<String> paths(KubeObject stored, KubeObject made) {
        Map<String, String> before = ManifestFields.of(stored);
        Map<String, String> now = ManifestFields.of(made);
        Set<String> paths = new TreeSet<>();
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(now.keySet());
        for (String path : all) {
            String left = plain(before.getOrDefault(path, ""));
            String right = plain(now.getOrDefault(path, ""));
            boolean moment = OF_THE_MOMENT.matches(left) && OF_THE_MOMENT.matches(right);
            if (!moment && !ManifestFields.same(left, right)) {
                paths.add(path);
            }
        }
        return paths;
    }

    /** The values are read from a file here, as they were perhaps not before. */
    private String plain(String text) {
        String plain = text;
        for (Number number :
                LargeNumbers.of(installed.stored().config().fields()).values()) {
            plain = plain.replace(LargeNumbers.asFloat(number), String.valueOf(number));
        }
        return plain;
    }

    private Optional<Map<ManifestKey, KubeObject>> rendered(boolean install) throws InterruptedException {
        return renderings.installed(installed.stored(), install).map(this::byKey);
    }

    private String finding(KubeObject stored, Optional<KubeObject> made, Set<String> paths) {
        String name = stored.id().shortName();
        String undone = "a post-renderer has made it, and this upgrade undoes it. Set it in " + file
                + ", or upgrade with helm and its --post-renderer";
        if (made.isEmpty()) {
            return name + " is none of the chart's own objects: " + undone;
        }
        String path = paths.iterator().next();
        String more = paths.size() == 1 ? "" : " (and %d more fields)".formatted(paths.size() - 1);
        return "%s: %s is %s%s, and the chart makes %s: %s"
                .formatted(name, path, shown(stored, path), more, shown(made.get(), path), undone);
    }

    private static String shown(KubeObject object, String path) {
        String value = ManifestFields.of(object).get(path);
        return value == null ? "nothing" : ValuesCheck.shown(object.kind().equals("Secret") ? "…" : value);
    }

    private Map<ManifestKey, KubeObject> byKey(List<KubeObject> objects) {
        Map<ManifestKey, KubeObject> byKey = new LinkedHashMap<>();
        objects.forEach(object -> byKey.put(ManifestKey.of(object, installed.namespace()), object));
        return byKey;
    }
}
