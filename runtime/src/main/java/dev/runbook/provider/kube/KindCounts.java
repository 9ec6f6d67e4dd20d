package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Objects by kind, counted and named. */
final class KindCounts {
    private static final int SHOWN = 10;

    private KindCounts() {}

    /** {@code 2 Route (a, b), 1 Secret (c)}; many of a kind are named only in part. */
    static String of(List<KubeObject> objects) {
        return objects.stream()
                .collect(Collectors.groupingBy(KubeObject::kind, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(kind -> kind.getValue().size() + " " + kind.getKey() + " (" + names(kind.getValue()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String names(List<KubeObject> objects) {
        String names = objects.stream().limit(SHOWN).map(KubeObject::name).collect(Collectors.joining(", "));
        return objects.size() <= SHOWN ? names : names + " and " + (objects.size() - SHOWN) + " more";
    }
}
