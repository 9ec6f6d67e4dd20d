package dev.runbook.language.value;

import java.util.Locale;

/**
 * One Kubernetes object.
 *
 * @param apiVersion such as {@code v1} or {@code apps/v1}
 * @param namespace empty for an object that no namespace holds
 * @param uid the object's own identity; empty when it was named but is not there
 */
public record ResourceId(String apiVersion, String kind, String namespace, String name, String uid) {

    /** {@code service/ingress-nginx}, as kubectl writes it; only the name where it stands for a set. */
    public String shortName() {
        return kind.isEmpty() ? name : kind.toLowerCase(Locale.ROOT) + "/" + name;
    }
}
