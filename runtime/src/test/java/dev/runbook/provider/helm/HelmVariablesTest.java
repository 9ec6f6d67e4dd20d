package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelmVariablesTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            HELM_KUBECONTEXT, staging, HELM_KUBECONTEXT
            HELM_KUBECONTEXT, prod, ''
            HELM_KUBECONTEXT, '', ''
            HELM_KUBEAPISERVER, https://elsewhere, HELM_KUBEAPISERVER
            HELM_KUBEAPISERVER, https://prod.example/, ''
            HELM_KUBETOKEN, t, HELM_KUBETOKEN
            HELM_KUBEASUSER, root, HELM_KUBEASUSER
            HELM_KUBEASGROUPS, 'system:masters', HELM_KUBEASGROUPS
            HELM_KUBECAFILE, /ca, HELM_KUBECAFILE
            HELM_KUBETLS_SERVER_NAME, other, HELM_KUBETLS_SERVER_NAME
            HELM_KUBEINSECURE_SKIP_TLS_VERIFY, true, HELM_KUBEINSECURE_SKIP_TLS_VERIFY
            HELM_KUBEINSECURE_SKIP_TLS_VERIFY, false, ''
            HELM_NAMESPACE, other, ''
            HELM_DRIVER, configmap, ''
            """)
    void a_variable_that_points_helm_elsewhere_is_seen(String name, String value, String seen) {
        assertEquals(
                seen,
                HelmVariables.elsewhere(Map.of(name, value), "prod", "https://prod.example")
                        .orElse(""));
    }

    @Test
    void programs_are_left_what_does_not_name_a_cluster() {
        Map<String, String> all = Map.of(
                "HELM_KUBECONTEXT",
                "a",
                "HELM_NAMESPACE",
                "b",
                "HELM_KUBETOKEN",
                "c",
                "KUBERNETES_MASTER",
                "d",
                "HELM_DRIVER",
                "configmap",
                "HELM_PLUGINS",
                "/plugins",
                "PATH",
                "/bin");
        assertEquals(
                Map.of("HELM_DRIVER", "configmap", "HELM_PLUGINS", "/plugins", "PATH", "/bin"),
                HelmVariables.without(all));
        assertEquals(Map.of("PATH", "/bin"), HelmVariables.withoutAny(all));
    }
}
