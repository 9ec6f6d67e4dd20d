package dev.runbook.provider.helm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The variables by which helm and kubectl are pointed at a cluster besides the kubeconfig. A run has one cluster, so that
 * its programs see none of them.
 */
public final class HelmVariables {
    private static final String PREFIX = "HELM_";
    private static final String CONTEXT = "HELM_KUBECONTEXT";
    private static final String SERVER = "HELM_KUBEAPISERVER";
    private static final String NAMESPACE = "HELM_NAMESPACE";

    /** What changes who we are there, or how the server is trusted. */
    private static final List<String> ACCOUNT = List.of(
            "HELM_KUBETOKEN",
            "HELM_KUBEASUSER",
            "HELM_KUBEASGROUPS",
            "HELM_KUBECAFILE",
            "HELM_KUBETLS_SERVER_NAME",
            "HELM_KUBEINSECURE_SKIP_TLS_VERIFY");

    /** What old clients take for the server where the kubeconfig says none. */
    private static final String MASTER = "KUBERNETES_MASTER";

    private HelmVariables() {}

    /** Their names. */
    public static List<String> ofCluster() {
        return Stream.concat(Stream.of(CONTEXT, SERVER, NAMESPACE, MASTER), ACCOUNT.stream())
                .toList();
    }

    /** An environment without them. */
    public static Map<String, String> without(Map<String, String> environment) {
        Map<String, String> rest = new HashMap<>(environment);
        rest.keySet().removeAll(ofCluster());
        return rest;
    }

    /** An environment without anything that is set for helm, for one that is to know nothing of the operator's. */
    public static Map<String, String> withoutAny(Map<String, String> environment) {
        Map<String, String> rest = without(environment);
        rest.keySet().removeIf(name -> name.startsWith(PREFIX));
        return rest;
    }

    /** A variable that points helm elsewhere than the kubeconfig does; empty when none does. */
    public static Optional<String> elsewhere(Map<String, String> environment, String context, String server) {
        if (differs(environment, CONTEXT, context)) {
            return Optional.of(CONTEXT);
        }
        if (differs(environment, SERVER, server)) {
            return Optional.of(SERVER);
        }
        return ACCOUNT.stream()
                .filter(name -> !List.of("", "false", "0").contains(environment.getOrDefault(name, "")))
                .findFirst();
    }

    private static boolean differs(Map<String, String> environment, String name, String other) {
        String value = environment.getOrDefault(name, "");
        return !value.isEmpty() && !value.replaceAll("/+$", "").equals(other.replaceAll("/+$", ""));
    }
}
