package dev.runbook.rehearsal.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The paths by which definitions name a field: {@code .status.conditions[?(@.type=="Ready")].status}. */
public final class ColumnPath {
    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d+|\\*)]"
            + "|\\['([^']*)']|\\[\\?\\(@\\.([^=!\\s]+)\\s*==\\s*[\"']([^\"']*)[\"']\\s*\\)]");

    private ColumnPath() {}

    /** What stands there, several values with commas between; empty where nothing does. */
    public static String text(JsonNode object, String path) {
        return find(List.of(object), path).stream()
                .filter(found -> !found.isMissingNode() && !found.isNull())
                .map(found -> found.isValueNode() ? found.asText() : JsonTrees.sortedText(found))
                .collect(Collectors.joining(","));
    }

    private static List<JsonNode> find(List<JsonNode> from, String path) {
        List<JsonNode> here = from;
        Matcher step = STEP.matcher(path.replace("\\.", "\u0000"));
        while (step.find()) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : here) {
                if (step.group(1) != null) {
                    next.add(node.path(step.group(1).replace('\u0000', '.')));
                } else if (step.group(3) != null) {
                    next.add(node.path(step.group(3)));
                } else if (step.group(4) != null) {
                    String field = step.group(4);
                    String wanted = step.group(5);
                    node.forEach(item -> {
                        if (text(item, "." + field).equals(wanted)) {
                            next.add(item);
                        }
                    });
                } else if (step.group(2).equals("*")) {
                    node.forEach(next::add);
                } else {
                    next.add(node.path(Integer.parseInt(step.group(2))));
                }
            }
            here = next;
        }
        return here;
    }
}
