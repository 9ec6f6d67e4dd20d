package dev.runbook.rehearsal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.Map;
import java.util.TreeMap;

/** What differs between two trees, one line for each value: what was there after a minus, what is wanted after a plus. */
final class TextDiff {
    private TextDiff() {}

    static String of(JsonNode before, JsonNode after) {
        Map<String, String> old = new TreeMap<>();
        Map<String, String> next = new TreeMap<>();
        leaves("", before, old);
        leaves("", after, next);
        StringBuilder text = new StringBuilder();
        Map<String, String> all = new TreeMap<>(old);
        all.putAll(next);
        for (String path : all.keySet()) {
            String was = old.get(path);
            String is = next.get(path);
            if (was != null && !was.equals(is)) {
                text.append("- ").append(path).append(": ").append(was).append('\n');
            }
            if (is != null && !is.equals(was)) {
                text.append("+ ").append(path).append(": ").append(is).append('\n');
            }
        }
        return text.toString();
    }

    private static void leaves(String path, JsonNode node, Map<String, String> into) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(field -> leaves(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), into));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(path + "[" + i + "]", node.get(i), into);
            }
        } else {
            into.put(path, JsonTrees.sortedText(node));
        }
    }
}
