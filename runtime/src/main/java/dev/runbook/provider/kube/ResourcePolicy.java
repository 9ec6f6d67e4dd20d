package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import java.util.Optional;

/** What helm leaves where it is when it uninstalls a release. */
public final class ResourcePolicy {
    private ResourcePolicy() {}

    /** Whether helm was told so by the object's annotation. */
    public static boolean kept(KubeObject object) {
        return object.text("metadata", "annotations", "helm.sh/resource-policy").equals(Optional.of("keep"));
    }
}
