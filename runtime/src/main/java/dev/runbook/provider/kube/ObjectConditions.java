package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The conditions in the status of an object. */
public final class ObjectConditions {
    private ObjectConditions() {}

    /**
     * A condition.
     *
     * @param status {@code True}, {@code False} or {@code Unknown}
     */
    public record Condition(String type, String status, String reason, String message) {
        public boolean holds() {
            return "True".equals(status);
        }

        /** Reason and message on one line; may be empty. */
        public String why() {
            String text = reason.isEmpty() || message.isEmpty() ? reason + message : reason + ": " + message;
            return text.replaceAll("\\s+", " ").strip();
        }
    }

    /** The condition of this type, if the object has it. */
    public static Optional<Condition> of(KubeObject object, String type) {
        if (!(object.at("status", "conditions").orElse(List.of()) instanceof List<?> conditions)) {
            return Optional.empty();
        }
        return conditions.stream()
                .filter(c -> c instanceof Map<?, ?> map && type.equals(map.get("type")))
                .findFirst()
                .map(c -> (Map<?, ?>) c)
                .map(c -> new Condition(type, text(c, "status"), text(c, "reason"), text(c, "message")));
    }

    /** The types of all the conditions that the object has, in its order. */
    public static List<String> types(KubeObject object) {
        return object.at("status", "conditions").orElse(List.of()) instanceof List<?> conditions
                ? conditions.stream()
                        .filter(Map.class::isInstance)
                        .map(c -> text((Map<?, ?>) c, "type"))
                        .toList()
                : List.of();
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : String.valueOf(value);
    }
}
