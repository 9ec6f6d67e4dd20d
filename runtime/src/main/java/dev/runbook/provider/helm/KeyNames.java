package dev.runbook.provider.helm;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keys of the values that a chart does not have: whether its templates read them all the same, and how they may be called now. */
final class KeyNames {
    /** As alike as a name and the one that it was given may be, of which 0 is the same one. */
    private static final double LEAST_ALIKE = 0.5;

    private final Helm.Chart chart;
    private final Optional<StoredChart> rendered;
    private final Optional<StoredChart> installed;
    private final Set<String> before = new LinkedHashSet<>();
    private final Set<String> fresh = new LinkedHashSet<>();

    KeyNames(ValuesCheck.Against against) {
        this.chart = against.chart();
        this.rendered = against.rendered();
        this.installed = against.installed();
        collect("", against.before(), before);
        installed.ifPresent(old -> before.addAll(old.schemaPaths()));
        collect("", against.defaults(), fresh);
        rendered.ifPresent(made -> fresh.addAll(made.schemaPaths()));
        fresh.removeAll(before);
    }

    private static void collect(String path, Map<?, ?> table, Set<String> paths) {
        table.forEach((key, value) -> {
            String here = path.isEmpty() ? String.valueOf(key) : path + "." + key;
            paths.add(here);
            if (value instanceof Map<?, ?> inner) {
                collect(here, inner, paths);
            }
        });
    }

    /** Whether the chart's templates or its schema name the key, although it has no default. */
    boolean used(String path) {
        return rendered.isPresent() && rendered.get().reads(path);
    }

    String unknown(String path) {
        if (!before.contains(path) && installed.filter(old -> old.reads(path)).isEmpty()) {
            return "%s: the chart %s %s has no such key".formatted(path, chart.name(), chart.version());
        }
        return "%s: the chart %s %s has this key no more%s"
                .formatted(
                        path,
                        chart.name(),
                        chart.version(),
                        nearest(path)
                                .map(name -> "; its new key " + name + " is the nearest: give it the value instead")
                                .orElse(", and nothing like it; take it out of the file, or see the chart's notes"));
    }

    private Optional<String> nearest(String path) {
        return fresh.stream()
                .filter(name -> distance(path, name) <= LEAST_ALIKE)
                .min(Comparator.comparingDouble(name -> distance(path, name)));
    }

    /** From 0 for the same to 1 for nothing alike: of the whole paths, or of the last names where the path has moved. */
    private static double distance(String one, String other) {
        String last = one.substring(one.lastIndexOf('.') + 1);
        String moved = other.substring(other.lastIndexOf('.') + 1);
        double whole = edits(one, other);
        boolean longer = last.length() >= 4 && moved.length() >= 4 && (last.contains(moved) || moved.contains(last));
        return last.equals(moved) ? Math.min(whole, 0.4) : longer ? Math.min(whole, LEAST_ALIKE) : whole;
    }

    private static double edits(String one, String other) {
        List<Integer> a = one.toLowerCase(java.util.Locale.ROOT).chars().boxed().toList();
        List<Integer> b =
                other.toLowerCase(java.util.Locale.ROOT).chars().boxed().toList();
        int[] row = new int[b.size() + 1];
        for (int j = 0; j <= b.size(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.size(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.size(); j++) {
                int change = corner + (a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return (double) row[b.size()] / Math.max(1, Math.max(a.size(), b.size()));
    }
}
