package dev.runbook.app.view;

import dev.runbook.language.value.ResourceId;
import dev.runbook.rehearsal.patch.OverwrittenFields;
import dev.runbook.rehearsal.patch.OverwrittenFields.OverwrittenField;
import dev.runbook.rehearsal.shadow.Exchange.ObjectChange;
import dev.runbook.text.PrivateText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In which fields two states of an object differ, in few words: {@code image nginx:1 → nginx:2}. */
final class ObjectDifference {
    private static final int LONGEST = 30;
    private static final Set<String> OF_NO_INTEREST = Set.of(
            "managedFields",
            "resourceVersion",
            "generation",
            "uid",
            "creationTimestamp",
            "status",
            "annotations",
            "labels");

    private ObjectDifference() {}

    /** What the changes did to an object. */
    static List<String> of(ResourceId object, List<ObjectChange> changes) {
        for (ObjectChange change : changes) {
            if (is(object, change.before()) && is(object, change.after())) {
                return of(change);
            }
        }
        return List.of();
    }

    static List<String> of(ObjectChange change) {
        List<String> differences = new ArrayList<>();
        if (!change.before().isEmpty() && !change.after().isEmpty()) {
            if ("Secret".equals(change.before().get("kind"))) {
                keys(change, differences);
            } else {
                compare("", "", change.before(), change.after(), differences);
                foreign(change, differences);
            }
        }
        return differences;
    }

    /** Beside what another tool has set, its name; what is of no interest otherwise is, when it is taken back. */
    private static void foreign(ObjectChange change, List<String> differences) {
        for (OverwrittenField field : OverwrittenFields.of(change.before(), change.after())) {
            String words = field.gone()
                    ? "-" + field.name()
                    : changed(field.name(), field.path(), field.before(), field.after());
            String told = words + " (" + field.manager() + ")";
            int place = differences.indexOf(words);
            if (place >= 0) {
                differences.set(place, told);
            } else if (!field.before().startsWith("{") && !field.before().startsWith("[")) {
                differences.add(told);
            }
        }
    }

    /** Of a Secret, which of its values: nobody is shown what they are. */
    private static void keys(ObjectChange change, List<String> differences) {
        Map<?, ?> before = change.before().get("data") instanceof Map<?, ?> data ? data : Map.of();
        Map<?, ?> after = change.after().get("data") instanceof Map<?, ?> data ? data : Map.of();
        Set<Object> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (Object key : keys) {
            if (!Objects.equals(before.get(key), after.get(key))) {
                differences.add(
                        !before.containsKey(key) ? "+" + key : !after.containsKey(key) ? "-" + key : key + " changed");
            }
        }
    }

    /** As kubectl names it. */
    static String name(Map<String, Object> object) {
        Object name = object.get("metadata") instanceof Map<?, ?> metadata ? metadata.get("name") : "";
        return String.valueOf(object.get("kind")).toLowerCase(Locale.ROOT) + "/" + name;
    }

    private static boolean is(ResourceId object, Map<String, Object> tree) {
        return object.kind().equals(tree.get("kind"))
                && tree.get("metadata") instanceof Map<?, ?> metadata
                && object.name().equals(metadata.get("name"));
    }

    private static void compare(
            String field, String name, @Nullable Object before, @Nullable Object after, List<String> differences) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> next) {
            Set<Object> keys = new LinkedHashSet<>(old.keySet());
            keys.addAll(next.keySet());
            for (Object key : keys) {
                if (!OF_NO_INTEREST.contains(String.valueOf(key)) || isSelector(field)) {
                    boolean variable = key.equals("value") && next.get("name") instanceof String;
                    compare(
                            String.valueOf(key),
                            variable ? "[" + next.get("name") + "].value" : "['" + key + "']",
                            old.get(key),
                            next.get(key),
                            differences);
                }
            }
        } else if (before instanceof List<?> old && after instanceof List<?> next && old.size() == next.size()) {
            for (int i = 0; i < old.size(); i++) {
                compare(field, name, old.get(i), next.get(i), differences);
            }
        } else {
            differences.add(words(field, name, before, after));
        }
    }

    private static boolean isSelector(String field) {
        return field.equals("selector") || field.equals("matchLabels");
    }

    private static String words(String field, String name, @Nullable Object before, @Nullable Object after) {
        if (before == null) {
            return after instanceof Map || after instanceof List || PrivateText.isSecretPath(name)
                    ? "+" + field
                    : field + " " + cut(PrivateText.shown(String.valueOf(after))) + " (new)";
        }
        if (after == null) {
            return "-" + field;
        }
        return before instanceof Map || before instanceof List
                ? field + " changed"
                : changed(field, name, String.valueOf(before), String.valueOf(after));
    }

    private static String changed(String field, String name, String before, String after) {
        String change = PrivateText.change(name, before, after, ObjectDifference::cut);
        return field + " " + (change.isEmpty() ? "changed" : change);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? "…" + text.substring(text.length() - LONGEST) : text;
    }
}
