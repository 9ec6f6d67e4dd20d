package dev.runbook.provider.helm;

import com.google.re2j.Pattern;
import dev.runbook.language.value.SemanticVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a values file holds besides an operator's own changes. */
public final class ValuesCheck {
    private static final Pattern COMMENTED_KEY = Pattern.compile("(?m)^\\s*#+\\s*([A-Za-z0-9_.-]+):");
    private static final int LONGEST_VALUE = 60;

    private final Helm.Chart chart;
    private final Set<String> commented = new HashSet<>();
    private final Optional<SemanticVersion> leaving;
    private final KeyNames keys;
    private final PinnedTags tags;
    private final List<String> findings = new ArrayList<>();

    private ValuesCheck(Against against) {
        this.chart = against.chart();
        this.leaving = against.leaving();
        this.keys = new KeyNames(against);
        this.tags = new PinnedTags(against.chart());
        var comments = COMMENTED_KEY.matcher(against.text());
        while (comments.find()) {
            commented.add(comments.group(1));
        }
    }

    /**
     * What values are held against.
     *
     * @param text the chart's own values.yaml
     * @param rendered the chart as helm rendered it; empty where it did not
     * @param leaving the version that is being left
     * @param installed the chart that is installed now
     */
    record Against(
            Helm.Chart chart,
            String text,
            Optional<StoredChart> rendered,
            Optional<SemanticVersion> leaving,
            Optional<StoredChart> installed) {
        Map<String, Object> defaults() {
            return Yaml.map(text, "the chart's values.yaml");
        }

        Map<?, ?> before() {
            return installed.<Map<?, ?>>map(StoredChart::defaults).orElse(Map.of());
        }
    }

    /** The findings, a sentence each, in the order of the file. */
    static List<String> findings(Map<String, Object> values, Against against) {
        ValuesCheck check = new ValuesCheck(against);
        check.compare("", values, against.defaults(), against.before());
        return List.copyOf(check.findings);
    }

    private void compare(String path, Map<?, ?> values, Map<?, ?> defaults, Map<?, ?> before) {
        values.forEach((key, value) -> {
            String here = path.isEmpty() ? String.valueOf(key) : path + "." + key;
            Object old = before.get(key);
            if (defaults.containsKey(key)) {
                known(here, value, defaults.get(key), old);
            } else {
                if (!freeForm(path, defaults) && !expected(path, String.valueOf(key)) && !keys.used(here)) {
                    findings.add(keys.unknown(here));
                }
                versions(here, value);
            }
        });
    }

    private void known(String here, Object value, Object byDefault, @Nullable Object old) {
        Optional<String> other = ValueShapes.mismatch(value, byDefault, old);
        Optional<String> tag = tags.older(here, value, byDefault);
        if (Objects.equals(value, byDefault)) {
            findings.add("%s: %s is the chart's default".formatted(here, shown(value)));
        } else if (other.isPresent()) {
            findings.add("%s: it %s, and the chart %s %s %s"
                    .formatted(here, ValueShapes.words(value), chart.name(), chart.version(), other.get()));
        } else if (value instanceof Map<?, ?> map && byDefault instanceof Map<?, ?> defaults) {
            compare(here, map, defaults, old instanceof Map<?, ?> table ? table : Map.of());
        } else if (tag.isPresent()) {
            findings.add(tag.get());
        } else {
            versions(here, value);
        }
    }

    /** An empty map among the defaults, such as {@code annotations: {}}, takes any keys. */
    private static boolean freeForm(String path, Map<?, ?> defaults) {
        return !path.isEmpty() && defaults.isEmpty();
    }

    /** Keys that helm itself gives a meaning, and keys that the chart shows in a comment. */
    private boolean expected(String path, String key) {
        boolean helms = path.isEmpty()
                && (key.equals("global")
                        || key.equals("tags")
                        || chart.dependencies().contains(key));
        boolean subchart = chart.dependencies().stream().anyMatch(d -> path.equals(d) || path.startsWith(d + "."));
        return helms || subchart || path.equals("global") || path.startsWith("global.") || commented.contains(key);
    }

    private void versions(String here, Object value) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((k, v) -> versions(here + "." + k, v));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    versions(here + "[" + i + "]", list.get(i));
                }
            }
            case String text
            when leaving.filter(v -> names(text, v)).isPresent() ->
                findings.add("%s: %s names version %s, which is being left"
                        .formatted(
                                here,
                                shown(text),
                                leaving.map(HelmVersion::plain).orElse("")));
            case null, default -> {}
        }
    }

    /** Whether a text names a version as a whole: {@code 1.15.0} is not in {@code 11.15.0} nor in {@code 1.15.01}. */
    private static boolean names(String text, SemanticVersion version) {
        String wanted = HelmVersion.plain(version);
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            int after = at + wanted.length();
            boolean begins = at == 0 || !(Character.isDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '.');
            boolean ends = after == text.length()
                    || !(Character.isDigit(text.charAt(after))
                            || (text.charAt(after) == '.'
                                    && after + 1 < text.length()
                                    && Character.isDigit(text.charAt(after + 1))));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    static String shown(Object value) {
        String text = value instanceof String s ? "\"" + s + "\"" : String.valueOf(value);
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
