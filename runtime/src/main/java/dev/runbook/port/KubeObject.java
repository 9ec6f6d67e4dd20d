package dev.runbook.port;

import dev.runbook.language.value.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object as the API server gave it: plain maps, lists, strings, numbers and booleans. */
public record KubeObject(Map<String, Object> content) {

    public String apiVersion() {
        return text("apiVersion").orElse("");
    }

    public String kind() {
        return text("kind").orElse("");
    }

    public String name() {
        return text("metadata", "name").orElse("");
    }

    public String namespace() {
        return text("metadata", "namespace").orElse("");
    }

    public String uid() {
        return text("metadata", "uid").orElse("");
    }

    public ResourceId id() {
        return new ResourceId(apiVersion(), kind(), namespace(), name(), uid());
    }

    /** The text at a path of keys, if there is a scalar. */
    public Optional<String> text(String... path) {
        return at(path).filter(v -> !(v instanceof Map) && !(v instanceof List)).map(String::valueOf);
    }

    /** What stands at a path of keys. */
    public Optional<Object> at(String... path) {
        Optional<Object> here = Optional.of(content);
        for (String key : path) {
            here = here.flatMap(v -> v instanceof Map<?, ?> map ? Optional.ofNullable(map.get(key)) : Optional.empty());
        }
        return here;
    }
}
