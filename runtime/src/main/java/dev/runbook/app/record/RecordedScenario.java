package dev.runbook.app.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A scenario that is being written: its fields in order, why some are as they are, and what the journal did not say. */
final class RecordedScenario {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();

    /** Sets a field, unless there is nothing to say. */
    void put(String field, Object value) {
        boolean nothing =
                (value instanceof Map<?, ?> map && map.isEmpty()) || (value instanceof List<?> list && list.isEmpty());
        if (!nothing) {
            fields.put(field, value);
        }
    }

    /** Adds to a field what another part of the run has shown: to a list, or into a map. */
    void merge(Map<String, Object> more) {
        more.forEach((field, value) -> fields.merge(field, value, RecordedScenario::both));
    }

    private static Object both(Object before, Object more) {
        if (before instanceof List<?> first && more instanceof List<?> second) {
            List<Object> all = new ArrayList<>(first);
            second.stream().filter(one -> !all.contains(one)).forEach(all::add);
            return all;
        }
        if (before instanceof Map<?, ?> first && more instanceof Map<?, ?> second) {
            Map<Object, Object> all = new LinkedHashMap<>(second);
            all.putAll(first);
            return all;
        }
        return before;
    }

    /** A comment before a field. */
    void because(String field, String reason) {
        reasons.merge(field, reason, (before, more) -> before.contains(more) ? before : before + " " + more);
    }

    /** What the journal does not say, in a sentence. */
    void unknown(String what) {
        if (!unknown.contains(what)) {
            unknown.add(what);
        }
    }

    Map<String, Object> fields() {
        return fields;
    }

    Map<String, String> reasons() {
        return reasons;
    }

    List<String> unknown() {
        return List.copyOf(unknown);
    }
}
