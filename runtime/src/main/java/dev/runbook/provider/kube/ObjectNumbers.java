package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;

/** Numbers in the spec and the status of an object, where a missing one stands for its default. */
public record ObjectNumbers(KubeObject object) {

    long spec(String key, long fallback) {
        return at(fallback, "spec", key);
    }

    long status(String key) {
        return at(0, "status", key);
    }

    long at(long fallback, String... path) {
        return object.at(path).orElse(fallback) instanceof Number n ? n.longValue() : fallback;
    }

    /** Whether the controller has not yet looked at the newest spec. */
    boolean unseen() {
        return object.at("status", "observedGeneration").isPresent()
                ? status("observedGeneration") < at(0, "metadata", "generation")
                : false;
    }
}
