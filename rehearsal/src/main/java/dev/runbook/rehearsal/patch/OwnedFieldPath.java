package dev.runbook.rehearsal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** One owned field: the steps to it as managedFields writes them, {@code f:spec, f:containers, k:{"name":"x"}, f:image}. */
record OwnedFieldPath(List<String> steps) implements Comparable<OwnedFieldPath> {

    /** The server's order: on every level the fields themselves come before those that have fields of their own. */
    @Override
    public int compareTo(OwnedFieldPath other) {
        int shared = Math.min(steps.size(), other.steps.size());
        for (int i = 0; i < shared; i++) {
            if (!steps.get(i).equals(other.steps.get(i))) {
                boolean last = i == steps.size() - 1;
                boolean otherLast = i == other.steps.size() - 1;
                return last == otherLast ? steps.get(i).compareTo(other.steps.get(i)) : last ? -1 : 1;
            }
        }
        return Integer.compare(steps.size(), other.steps.size());
    }

    /** What is at this path of an object; a missing node when nothing is. */
    JsonNode in(JsonNode object) {
        JsonNode here = object;
        for (String step : steps) {
            here = step(here, step);
        }
        return here;
    }

    /** The name of the field, or of the list that it is in. */
    String field() {
        return steps.reversed().stream()
                .filter(step -> step.startsWith("f:"))
                .findFirst()
                .map(step -> step.substring(2))
                .orElse("");
    }

    /** Whether it stands for an item of a list, not for what that says. */
    boolean isItem() {
        return steps.getLast().equals(".");
    }

    /** Takes what is at this path out of an object, and the maps and lists that become empty with it. */
    void deleteFrom(ObjectNode object) {
        delete(object, 0);
    }

    private void delete(JsonNode here, int depth) {
        String step = steps.get(depth);
        boolean last = depth == steps.size() - 1;
        JsonNode next = step(here, step);
        if (next.isMissingNode()) {
            return;
        }
        boolean item = !last && steps.get(depth + 1).equals(".");
        if (last || item) {
            drop(here, step, next);
            return;
        }
        delete(next, depth + 1);
        if (next.isContainerNode() && next.isEmpty() && step.startsWith("f:")) {
            drop(here, step, next);
        }
    }

    private static void drop(JsonNode from, String step, JsonNode value) {
        if (from instanceof ObjectNode map) {
            map.remove(step.substring(2));
        } else if (from instanceof ArrayNode list) {
            list.removeIf(item -> item.equals(value));
        }
    }

    private static JsonNode step(JsonNode here, String step) {
        if (step.equals(".")) {
            return here;
        }
        String rest = step.substring(2);
        if (step.startsWith("f:")) {
            return here.path(rest);
        }
        JsonNode wanted = step.startsWith("v:") ? TextNode.valueOf(unquoted(rest)) : key(rest);
        for (JsonNode item : here) {
            if (step.startsWith("v:") ? item.equals(wanted) : hasKey(item, wanted)) {
                return item;
            }
        }
        return JsonTrees.object().path("");
    }

    static boolean hasKey(JsonNode item, JsonNode key) {
        return key.properties().stream()
                .allMatch(entry -> keyField(item, entry.getKey()).equals(entry.getValue()));
    }

    /** A port that does not say its protocol means TCP. */
    static JsonNode keyField(JsonNode item, String field) {
        return field.equals("protocol") && !item.has(field) ? TextNode.valueOf("TCP") : item.path(field);
    }

    private static String unquoted(String json) {
        return key(json).asText();
    }

    private static JsonNode key(String json) {
        try {
            return JsonTrees.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As conflicts print it: {@code .spec.template.spec.containers[name="x"].image}. */
    @Override
    public String toString() {
        return steps.stream().map(OwnedFieldPath::shown).collect(Collectors.joining());
    }

    private static String shown(String step) {
        if (step.equals(".")) {
            return "";
        }
        String rest = step.substring(2);
        if (step.startsWith("f:")) {
            return "." + rest;
        }
        if (step.startsWith("v:")) {
            return "[=" + rest + "]";
        }
        return key(rest).properties().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(",", "[", "]"));
    }
}
