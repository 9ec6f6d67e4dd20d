package dev.runbook.rehearsal.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which field values an object must have, on the fields that the API can select by. */
public record FieldSelector(List<Term> terms) {

    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    private static final Map<String, Set<String>> SELECTABLE = Map.of(
            "Pod",
            Set.of(
                    "spec.nodeName",
                    "spec.restartPolicy",
                    "spec.schedulerName",
                    "spec.serviceAccountName",
                    "status.phase",
                    "status.podIP"),
            "Event",
            Set.of(
                    "involvedObject.kind",
                    "involvedObject.namespace",
                    "involvedObject.name",
                    "involvedObject.uid",
                    "involvedObject.apiVersion",
                    "involvedObject.resourceVersion",
                    "involvedObject.fieldPath",
                    "reason",
                    "source",
                    "type"),
            "Secret",
            Set.of("type"),
            "Namespace",
            Set.of("status.phase"),
            "Node",
            Set.of("spec.unschedulable"),
            "ReplicaSet",
            Set.of("status.replicas"),
            "Job",
            Set.of("status.successful"));

    /** One field, the value it is compared with, and whether it must be equal or must differ. */
    public record Term(String field, String value, boolean equal) {}

    public boolean matches(JsonNode object) {
        return terms.stream().allMatch(term -> {
            String actual = JsonTrees.text(object, term.field().split("\\.", -1));
            return actual.equals(term.value()) == term.equal();
        });
    }

    public static FieldSelector parse(ResourceType type, String text) {
        List<Term> terms = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                terms.add(term(type, part.trim()));
            }
        }
        return new FieldSelector(List.copyOf(terms));
    }

    private static Term term(ResourceType type, String part) {
        int equals = part.indexOf('=');
        if (equals <= 0) {
            throw ApiError.badRequest("invalid selector: '%s'; can't understand '%s'".formatted(part, part));
        }
        boolean not = part.charAt(equals - 1) == '!';
        boolean twice = equals + 1 < part.length() && part.charAt(equals + 1) == '=';
        String field = part.substring(0, not ? equals - 1 : equals);
        if (!field.equals("metadata.name")
                && !field.equals("metadata.namespace")
                && !SELECTABLE.getOrDefault(type.kind(), Set.of()).contains(field)) {
            throw ApiError.badRequest("field label not supported: " + field);
        }
        return new Term(field, part.substring(equals + (twice ? 2 : 1)), !not);
    }
}
