package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.Observer.Pending;
import dev.runbook.port.Processes;
import dev.runbook.provider.process.FailureRecognition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotReadyCauseTest {
    private static final ResourceId WEB = new ResourceId("apps/v1", "Deployment", "coder", "web", "u");

    private static Failure helm(String err) {
        return new FailureRecognition(ShippedProviders.ALL.knownFailures())
                .recognise(
                        List.of("helm", "upgrade", "coder", "--namespace=coder"),
                        new Processes.Result(Processes.End.EXITED, 1, "", err, Duration.ZERO));
    }

    @Test
    void a_helm_that_waited_in_vain_names_the_object_and_its_reason() {
        Failure failure = NotReadyCause.of(
                helm("Error: UPGRADE FAILED: context deadline exceeded"),
                List.of(new Pending(WEB, "0 of 1 available", "pod web-7d-x: ImagePullBackOff (example.com/web:2)")));
        assertEquals(FailureClass.NotReady, failure.kind());
        assertEquals(
                "not ready in time: deployment/web, 0 of 1 available, pod web-7d-x: ImagePullBackOff (example.com/web:2)",
                failure.summary());
        assertEquals(WEB, failure.resource().orElseThrow());
        assertEquals("Error: UPGRADE FAILED: context deadline exceeded", failure.output());
    }

    @Test
    void what_an_uninstall_waited_for_is_not_gone_and_a_long_reason_is_shortened() {
        String summary = NotReadyCause.of(
                        helm("Error: uninstallation completed with 1 error(s): context deadline exceeded"),
                        List.of(new Pending(WEB, "Terminating 12s", "x".repeat(300))))
                .summary();
        assertEquals("not gone in time: deployment/web, Terminating 12s, " + "x".repeat(139) + "…", summary);
    }

    @Test
    void a_claim_without_a_volume_leads_to_its_storage_class() {
        ResourceId claim = new ResourceId("v1", "PersistentVolumeClaim", "coder", "data", "u");
        assertEquals(
                List.of(
                        "No volume has been made for the claim: check its storage class, and that the class's provisioner"
                                + " runs. See more with: kubectl describe persistentvolumeclaim/data --namespace=coder."),
                NotReadyCause.of(
                                helm("Error: UPGRADE FAILED: context deadline exceeded"),
                                List.of(new Pending(claim, "Pending", "")))
                        .advice());
    }

    @Test
    void of_many_the_first_two_are_named() {
        Pending one = new Pending(WEB, "0 of 1 available", "");
        assertEquals(
                "not ready in time: deployment/web, 0 of 1 available; deployment/web, 0 of 1 available; and 2 more",
                NotReadyCause.of(helm("Error: timed out waiting for the condition"), List.of(one, one, one, one))
                        .summary());
    }

    @Test
    void a_hook_that_hangs_is_named_with_what_its_pods_say() {
        ResourceId job = new ResourceId("batch/v1", "Job", "coder", "migrate", "u");
        Failure failure = NotReadyCause.of(
                helm(
                        "Error: UPGRADE FAILED: pre-upgrade hooks failed: 1 error occurred:\n\t* timed out waiting for the condition"),
                List.of(new Pending(job, "0 of 1 complete", "pod migrate-x: Unschedulable: 0/3 nodes are available")));
        assertEquals(FailureClass.HookFailed, failure.kind());
        assertEquals(
                "the pre-upgrade hook did not end well: job/migrate, 0 of 1 complete, pod migrate-x: Unschedulable: 0/3 nodes"
                        + " are available",
                failure.summary());
        assertEquals(job, failure.resource().orElseThrow());
    }

    @Test
    void a_failure_of_another_kind_stays_as_it_is() {
        Failure failure = helm("Error: UPGRADE FAILED: cannot patch \"web\": field is immutable");
        assertSame(failure, NotReadyCause.of(failure, List.of(new Pending(WEB, "0 of 1 available", ""))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FailedCreate: pods "x" is forbidden: exceeded quota: small | The quota of the namespace leaves no room: raise it, or ask for less in the values. See it with: kubectl describe resourcequota --namespace=coder
            pod web-1: CrashLoopBackOff, restarted 4 times | The program in the pod ends by itself. Read why with: kubectl logs pod/web-1 --previous --namespace=coder
            pod web-1: ErrImagePull (a:1) | Check that the image is there under this name and tag, and that the nodes may pull it. See more with: kubectl describe deployment/web --namespace=coder
            finalizer example.com/guard | Whoever set the finalizer example.com/guard must remove it. Check that its controller runs. See more with: kubectl describe deployment/web --namespace=coder.
            pod web-1: Unschedulable: 0/3 nodes | See more with: kubectl describe deployment/web --namespace=coder. If it only needs more time, give a longer timeout.
            """)
    void the_next_step_is_that_of_the_reason(String reason, String advice) {
        Failure failure = NotReadyCause.of(
                helm("Error: UPGRADE FAILED: context deadline exceeded"),
                List.of(new Pending(WEB, "0 of 1 available", reason)));
        assertEquals(List.of(advice), failure.advice());
    }

    @Test
    void what_helm_took_back_is_not_looked_for() {
        Failure failure = NotReadyCause.of(
                helm("Error: UPGRADE FAILED: release coder failed, and has been rolled back due to atomic being set:"
                        + " context deadline exceeded"),
                List.of(new Pending(WEB, "0 of 1 available", "")));
        assertEquals(
                List.of(
                        "What helm took back is gone; what was said of it stays for an hour: kubectl get events"
                                + " --namespace=coder. If it only needs more time, give a longer timeout.",
                        "Helm has rolled the release back to its last good revision."),
                failure.advice());
    }
}
