package dev.runbook.app.record;

import dev.runbook.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a scenario as a person would: an item of a list in YAML, short values on one line. */
final class ScenarioText {
    private static final int WIDTH = 100;
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z][A-Za-z0-9 _./()+-]*|\\d+(\\.\\d+){2}[A-Za-z0-9.+-]*|\\d+[smh]");
    private static final Pattern WORD = Pattern.compile("(?i)y|n|yes|no|true|false|on|off|null");

    /** A word that stands without quotes, such as a yes, which YAML reads as true. */
    record Bare(String word) {}

    private final List<String> lines = new ArrayList<>();

    private ScenarioText() {}

    /** The item, indented by two, with its comments before it and within. */
    static String of(RecordedScenario scenario, List<String> heading) {
        ScenarioText text = new ScenarioText();
        heading.forEach(line -> text.comment("  ", line));
        String before = "  - ";
        for (Map.Entry<String, Object> field : scenario.fields().entrySet()) {
            String reason = scenario.reasons().get(field.getKey());
            if (reason != null) {
                text.comment("    ", reason);
            }
            text.field(before, "    ", field.getKey(), field.getValue());
            before = "    ";
        }
        return text.lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private void comment(String indent, String words) {
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            if (!line.isEmpty() && indent.length() + line.length() + word.length() > WIDTH) {
                lines.add(indent + "# " + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(indent + "# " + line);
    }

    private void field(String before, String indent, String name, Object value) {
        String start = before + scalar(name) + ":";
        String flow = flow(value);
        boolean nested = value instanceof Map<?, ?> || value instanceof List<?>;
        if (!nested || start.length() + flow.length() < WIDTH) {
            lines.add(start + " " + flow);
            return;
        }
        lines.add(start);
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> field(indent + "  ", indent + "  ", String.valueOf(key), inner));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> item(indent + "  ", item));
        }
    }

    private void item(String indent, Object item) {
        if (item instanceof Map<?, ?> map && indent.length() + flow(item).length() >= WIDTH) {
            String before = indent + "- ";
            for (Map.Entry<?, ?> field : map.entrySet()) {
                field(before, indent + "  ", String.valueOf(field.getKey()), field.getValue());
                before = indent + "  ";
            }
        } else {
            lines.add(indent + "- " + flow(item));
        }
    }

    private static String flow(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> scalar(String.valueOf(entry.getKey())) + ": " + flow(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(ScenarioText::flow).collect(Collectors.joining(", ", "[", "]"));
            case Number number -> number.toString();
            case Boolean yes -> yes ? "true" : "false";
            case Bare bare -> bare.word();
            default -> scalar(String.valueOf(value));
        };
    }

    /** A text as YAML reads it again, whatever stands beside it: JSON's quotes are YAML's, too. */
    private static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches() && text.equals(text.strip())) {
            return text;
        }
        String object = Json.line(Map.of("", text));
        return object.substring(object.indexOf(':') + 1, object.lastIndexOf('}'))
                .strip();
    }
}
