package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The single values of a manifest's object by their paths; items of a list are told apart by their names where they have some. */
public final class ManifestFields {
    private ManifestFields() {}

    public static Map<String, String> of(KubeObject object) {
        Map<String, String> fields = new LinkedHashMap<>();
        object.content().forEach((key, value) -> {
            if (!key.equals("apiVersion") && !key.equals("kind") && !key.equals("status")) {
                collect(key, value, fields);
            }
        });
        return fields;
    }

    private static void collect(String path, Object value, Map<String, String> fields) {
        switch (value) {
            case Map<?, ?> map ->
                map.forEach((key, inner) -> {
                    if (inner != null) {
                        collect(path + member(String.valueOf(key)), inner, fields);
                    }
                });
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    Object item = list.get(i);
                    if (item != null) {
                        collect(path + "[" + name(item).orElse(String.valueOf(i)) + "]", item, fields);
                    }
                }
            }
            default -> fields.put(path, String.valueOf(value).strip());
        }
    }

    private static String member(String key) {
        return key.contains(".") || key.contains("/") ? "['" + key + "']" : "." + key;
    }

    private static Optional<String> name(Object item) {
        return item instanceof Map<?, ?> map && map.get("name") instanceof String name
                ? Optional.of(name)
                : Optional.empty();
    }

    /** Whether two texts mean the same to the server: 1e3 is 1000, and nothing written is nothing. */
    public static boolean same(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        try {
            return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException noNumbers) {
            return false;
        }
    }
}
