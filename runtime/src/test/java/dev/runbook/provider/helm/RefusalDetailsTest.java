package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found out about a failure beside what helm says. */
class RefusalDetailsTest {
    private static final String SERVICE =
            "{apiVersion: v1, kind: Service, metadata: {name: holder, namespace: other, uid: s,"
                    + " annotations: {meta.helm.sh/release-name: shop}}, spec: {clusterIP: 10.96.0.9, healthCheckNodePort: 31999, ports: [{nodePort: 30999}]}}";

    private static final String TAKEN = "Error: UPGRADE FAILED: Service \"coder\" is invalid: spec.ports[0].nodePort:"
            + " Invalid value: 30999: provided port is already allocated";

    private final Calls calls = new Calls("v3.22.0");
    private final FakeCluster cluster = new FakeCluster();

    RefusalDetailsTest() {
        calls.cluster = cluster;
    }

    private Failure upgrade(String error) throws InterruptedException {
        calls.helm.fails("upgrade", error);
        Outcome outcome = new HelmUpgrade()
                .perform(
                        calls.call("helm.upgrade", List.of(Value.of("coder"), Value.of("coder/coder"))),
                        Processes.Output.NONE);
        return assertInstanceOf(Outcome.NotDone.class, outcome).failure();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec.ports[0].nodePort: Invalid value: 30999: provided port is already allocated | 30999",
                "spec.healthCheckNodePort: Invalid value: 31999: provided port is already allocated | 31999",
                "spec.clusterIPs: Invalid value: [\"10.96.0.9\"]: failed to allocate IP 10.96.0.9: provided IP is already allocated | 10.96.0.9"
            })
    void who_holds_a_port_or_an_address_is_named(String said, String taken) throws InterruptedException {
        cluster.has(SERVICE);
        Failure failure = upgrade("Error: UPGRADE FAILED: Service \"coder\" is invalid: " + said);
        assertEquals(FailureClass.PortTaken, failure.kind());
        assertEquals(
                taken + " is held by service/holder in namespace other (release shop).",
                failure.advice().getLast());
    }

    @Test
    void a_hook_that_still_runs_is_named_and_one_that_has_ended_is_not() throws InterruptedException {
        String job = "{apiVersion: batch/v1, kind: Job, metadata: {name: %s, namespace: coder, uid: %<s,"
                + " annotations: {helm.sh/hook: pre-upgrade}}, status: {%s}}";
        String pod = "{apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: coder, uid: %<s,"
                + " annotations: {helm.sh/hook: pre-upgrade}}, status: {phase: %s}}";
        cluster.has(job.formatted("hangs", "active: 1")).has(job.formatted("ended", "failed: 1"));
        cluster.has(pod.formatted("seeds", "Pending")).has(pod.formatted("over", "Failed"));
        Failure failure = upgrade(
                "Error: UPGRADE FAILED: pre-upgrade hooks failed: 1 error occurred:\n\t* timed out waiting for the condition");
        assertEquals(FailureClass.HookFailed, failure.kind());
        assertEquals(
                "Still at work: job/hangs, pod/seeds, which helm leaves. To end it: kubectl delete job/hangs pod/seeds --namespace=coder",
                failure.advice().getLast());
    }

    @Test
    void a_release_that_is_half_uninstalled_is_told_as_that() throws InterruptedException {
        calls.helm.prints("history", "[{\"revision\":2,\"status\":\"uninstalling\",\"chart\":\"coder-1.15.0\"}]");
        Failure failure = upgrade("Error: UPGRADE FAILED: \"coder\" has no deployed releases");
        assertEquals("an uninstall of it was begun and did not end: revision 2 is uninstalling", failure.summary());
        assertTrue(failure.advice().getFirst().contains("no_hooks: true"), failure.advice()::toString);
    }

    @Test
    void the_ingress_that_has_a_host_is_named_with_its_release() throws InterruptedException {
        String error =
                "Error: UPGRADE FAILED: admission webhook \"validate.nginx.ingress.kubernetes.io\" denied the request: host"
                        + " \"coder.example.com\" and path \"/\" is already defined in ingress other/web";
        Failure unseen = upgrade(error);
        assertEquals(FailureClass.PortTaken, unseen.kind());
        cluster.has("{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, namespace: other, uid: i,"
                + " annotations: {meta.helm.sh/release-name: shop}}}");
        List<String> advice = new ArrayList<>(unseen.advice());
        advice.add(
                "host \"coder.example.com\" and path \"/\" is held by ingress/web in namespace other (release shop).");
        assertEquals(advice, upgrade(error).advice());
    }

    @Test
    void a_port_that_the_release_has_itself_is_freed_by_its_own_object() throws InterruptedException {
        cluster.has(SERVICE.replace("namespace: other", "namespace: coder")
                .replace("release-name: shop", "release-name: coder"));
        List<String> advice = upgrade(TAKEN).advice();
        assertEquals(
                "30999 is held by service/holder in namespace coder (release coder).", advice.get(advice.size() - 2));
        assertTrue(advice.getLast().endsWith("kubectl delete service/holder --namespace=coder"), advice::toString);
    }

    @Test
    void an_account_that_may_not_look_is_told_so_and_a_port_that_nobody_has_is_free_soon() throws InterruptedException {
        assertEquals(
                "No service has 30999 any more: the API server gives it free within some minutes, so that a later try can work.",
                upgrade(TAKEN).advice().getLast());
        cluster.silence = Optional.of(Failure.of(FailureClass.Forbidden, "the account may not list services"));
        assertEquals(
                "Who holds 30999 cannot be seen, since this account may not list the services of all namespaces. Who may,"
                        + " finds it with: kubectl get services --all-namespaces | grep -w 30999",
                upgrade(TAKEN).advice().getLast());
        cluster.silence = Optional.of(Failure.of(FailureClass.Unreachable, "no answer"));
        assertEquals(
                List.of("Give another one in the values, or free it where it is held, then resume."),
                upgrade(TAKEN).advice());
    }
}
