package dev.runbook.provider.kube.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.json.Json;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.kube.adapter.ServerAnswer.ApiCall;
import io.fabric8.kubernetes.client.Config;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers as a real server words them. */
class ServerAnswerTest {
    private static final KubeContext TARGET =
            new KubeContext(Config.empty(), "prod", "https://prod.example", "coder", "anna", "/kubeconfig");

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            401 | Unauthorized | Unauthenticated | does not accept the credentials of user anna | auth whoami
            403 | leases.coordination.k8s.io is forbidden: User "system:anonymous" cannot create resource "leases" | Unauthenticated | does not know who asks | auth whoami
            403 | leases.coordination.k8s.io is forbidden: User "anna" cannot create resource "leases" in API group "coordination.k8s.io" in the namespace "coder" | Forbidden | context prod may not create leases.coordination.k8s.io in namespace coder | Ask for a role
            403 | leases.coordination.k8s.io "a" is forbidden: unable to create new content in namespace coder because it is being terminated | NamespaceTerminating | namespace coder is being deleted | get namespace coder -o yaml
            404 | namespaces "coder" not found | NamespaceMissing | there is no namespace coder | create namespace coder
            404 | the server could not find the requested resource | CommandFailed | could not create leases | ''
            500 | etcdserver: leader changed | Unreachable | answers 500 | readyz
            """)
    void each_refusal_is_its_own(int status, String message, FailureClass kind, String summary, String advice) {
        Failure failure = ServerAnswer.failure(
                        TARGET,
                        new ApiCall("create", "leases.coordination.k8s.io", "coder", ""),
                        status,
                        Json.line(Map.of("kind", "Status", "message", message)))
                .failure();
        assertEquals(kind, failure.kind());
        assertTrue(failure.summary().contains(summary), failure::summary);
        assertTrue(String.join("\n", failure.advice()).contains(advice), failure.advice()::toString);
    }
}
