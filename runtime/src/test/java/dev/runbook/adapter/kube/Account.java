package dev.runbook.adapter.kube;

import dev.runbook.port.KubeObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An account of the testbed that may do only what a test lets it. */
public final class Account {
    private static final String RBAC = "rbac.authorization.k8s.io/v1";

    private Account() {}

    /**
     * Makes an account in the namespace of a test, and a kubeconfig for it.
     *
     * @param rules what it may do there, as a Role says it
     */
    public static Path with(Testbed testbed, Path folder, String name, List<Map<String, Object>> rules)
            throws IOException {
        String home = "/namespaces/" + testbed.namespace;
        testbed.create("/api/v1" + home + "/serviceaccounts", "v1", "ServiceAccount", name, Map.of());
        String roles = "/apis/" + RBAC + home;
        testbed.create(roles + "/roles", RBAC, "Role", name, Map.of("rules", rules));
        testbed.create(
                roles + "/rolebindings",
                RBAC,
                "RoleBinding",
                name,
                Map.of(
                        "roleRef",
                        Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "Role", "name", name),
                        "subjects",
                        List.of(Map.of("kind", "ServiceAccount", "name", name, "namespace", testbed.namespace))));
        KubeObject token = testbed.post(
                "/api/v1" + home + "/serviceaccounts/" + name + "/token",
                Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "TokenRequest", "spec", Map.of()));
        String text = Files.readString(testbed.kubeconfig)
                .replaceAll(
                        "(?m)^(\\s+)client-certificate(-data)?:.*$",
                        "$1token: " + token.text("status", "token").orElseThrow())
                .replaceAll("(?m)^\\s+client-key(-data)?:.*\\R?", "");
        return Files.writeString(folder.resolve(name + "-kubeconfig"), text);
    }
}
