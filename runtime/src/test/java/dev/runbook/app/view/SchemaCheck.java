package dev.runbook.app.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds JSON to a JSON Schema, as far as schemas of this project go; any other keyword is a mistake in the schema. */
final class SchemaCheck {
    private static final Set<String> WORDS = Set.of("$schema", "$defs", "title", "description");

    private final JsonNode root;

    /** The places of the schema that some value has met. */
    final Set<String> met = new HashSet<>();

    SchemaCheck(JsonNode root) {
        this.root = root;
    }

    /** What is wrong with a value; empty when nothing is. */
    List<String> problems(JsonNode value) {
        return problems(root, "#", value, "$");
    }

    private List<String> problems(JsonNode schema, String place, JsonNode value, String at) {
        List<String> problems = new ArrayList<>();
        schema.properties().forEach(keyword -> {
            JsonNode says = keyword.getValue();
            switch (keyword.getKey()) {
                case "type" -> require(problems, typed(says.asText(), value), at + " is no " + says.asText());
                case "const" -> require(problems, says.equals(value), at + " is not " + says);
                case "enum" -> require(problems, contains(says, value), at + " is not one of " + says);
                case "items" -> {
                    for (int i = 0; i < value.size(); i++) {
                        problems.addAll(problems(says, place + "/items", value.get(i), at + "[" + i + "]"));
                    }
                }
                case "properties" ->
                    says.properties().forEach(p -> {
                        if (value.has(p.getKey())) {
                            String inner = place + "/" + p.getKey();
                            met.add(inner);
                            problems.addAll(
                                    problems(p.getValue(), inner, value.get(p.getKey()), at + "." + p.getKey()));
                        }
                    });
                case "required" ->
                    says.forEach(name -> require(problems, value.has(name.asText()), at + " has no " + name.asText()));
                case "additionalProperties" -> {
                    JsonNode known = schema.path("properties");
                    value.fieldNames()
                            .forEachRemaining(name -> require(
                                    problems, says.asBoolean() || known.has(name), at + " may not have " + name));
                }
                case "$ref" -> {
                    String name = says.asText().substring("#/$defs/".length());
                    problems.addAll(problems(root.path("$defs").path(name), "#" + name, value, at));
                }
                case "oneOf" -> oneOf(problems, says, value, at);
                default -> require(problems, WORDS.contains(keyword.getKey()), "unknown keyword " + keyword.getKey());
            }
        });
        return problems;
    }

    private void oneOf(List<String> problems, JsonNode choices, JsonNode value, String at) {
        List<String> tried = new ArrayList<>();
        int fitting = 0;
        for (JsonNode choice : choices) {
            List<String> wrong = problems(choice, "", value, at);
            tried.addAll(wrong);
            fitting += wrong.isEmpty() ? 1 : 0;
        }
        require(problems, fitting == 1, at + " fits " + fitting + " of the choices: " + tried);
    }

    private static void require(List<String> problems, boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode item : list) {
            if (item.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean typed(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            default -> throw new IllegalArgumentException(type);
        };
    }
}
