package dev.runbook.provider.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Observer.Pending;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.helm.ReleaseProgress;
import dev.runbook.provider.helm.ReleaseWait;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleaseProgressTest {
    private static final String MANIFEST =
            "kind: Deployment\\napiVersion: apps/v1\\nmetadata: {name: web}\\n---\\nkind: PersistentVolumeClaim\\n"
                    + "apiVersion: v1\\nmetadata: {name: data}\\n---\\nkind: Job\\napiVersion: batch/v1\\n"
                    + "metadata: {name: report}\\n";
    private static final String HOOK = "kind: Job\\napiVersion: batch/v1\\nmetadata: {name: migrate}\\n";

    private static final String DEPLOYMENT =
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: coder, uid: d1}, spec: {replicas: 1, selector: {matchLabels: {app: web}}}, status: {replicas: 1, updatedReplicas: 1, availableReplicas: %d}}";

    private final Calls calls = new Calls("v3.22.0");
    private final FakeCluster cluster = new FakeCluster();
    private final ReleaseProgress progress =
            new ReleaseProgress(new ReleaseWait("coder", "coder", true, false), "coder");

    @BeforeEach
    void helmIsAtWork() {
        calls.cluster = cluster;
        calls.now = Instant.parse("2026-11-23T10:00:42Z");
        record(4, "pending-upgrade");
        cluster.has(DEPLOYMENT.formatted(0));
    }

    private void record(int revision, String status) {
        cluster.loses("v" + (revision - 1));
        cluster.has(
                "{apiVersion: v1, kind: Secret, metadata: {name: v%d, namespace: coder, uid: s%d, creationTimestamp: '2026-11-23T10:00:00Z', labels: {owner: helm, name: coder, status: %s, version: '%d'}}, data: {release: %s}}"
                        .formatted(revision, revision, status, revision, stored()));
    }

    private static String stored() {
        String json = "{\"manifest\": \"" + MANIFEST + "\", \"hooks\": [{\"manifest\": \"" + HOOK + "\"}]}";
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] once = Base64.getEncoder().encode(packed.toByteArray());
        return Base64.getEncoder().encodeToString(once);
    }

    private List<String> look() throws InterruptedException {
        return lines(progress.look(calls.world()));
    }

    private static List<String> lines(List<Pending> pending) {
        return pending.stream()
                .map(p -> (p.resource().shortName() + "  " + p.state() + "  " + p.detail()).strip())
                .toList();
    }

    @Test
    void the_objects_of_the_revision_that_helm_works_on_are_looked_at_and_jobs_only_where_helm_waits_for_them()
            throws InterruptedException {
        cluster.has("{apiVersion: batch/v1, kind: Job, metadata: {name: report, namespace: coder, uid: j1}}");
        assertEquals(List.of("deployment/web  0 of 1 available"), look());
    }

    @Test
    void without_a_revision_that_is_being_worked_on_there_is_nothing_to_see() throws InterruptedException {
        record(5, "deployed");
        assertEquals(List.of(), look());
    }

    @Test
    void a_reason_comes_before_what_only_waits_for_it_and_stays_while_nothing_else_is_said()
            throws InterruptedException {
        cluster.has(DEPLOYMENT.formatted(0));
        cluster.has(
                "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: coder, uid: c1}, status: {phase: Pending}}");
        cluster.said.put("data", List.of("10:00:12Z Warning ProvisioningFailed: no such storage class"));
        List<String> expected = List.of(
                "persistentvolumeclaim/data  Pending  ProvisioningFailed: no such storage class",
                "deployment/web  0 of 1 available");
        assertEquals(expected, look());
        cluster.said.clear();
        assertEquals(expected, look());
    }

    @Test
    void what_was_said_before_this_operation_is_not_its_reason_and_is_not_asked_for_at_every_look()
            throws InterruptedException {
        cluster.said.put("web", List.of("09:58:12Z Warning FailedCreate: of an hour ago"));
        assertEquals(List.of("deployment/web  0 of 1 available"), look());
        int asked = cluster.eventsAsked;
        look();
        assertEquals(asked, cluster.eventsAsked);
    }

    @Test
    void a_hook_counts_only_when_it_is_of_this_operation() throws InterruptedException {
        String job =
                "{apiVersion: batch/v1, kind: Job, metadata: {name: migrate, namespace: coder, uid: j2, creationTimestamp: '2026-11-23T%s'}, status: {failed: 2}}";
        cluster.has(job.formatted("09:00:00Z"));
        assertEquals(List.of("deployment/web  0 of 1 available"), look());
        cluster.has(job.formatted("10:00:01Z"));
        assertEquals(
                List.of("job/migrate  0 of 1 complete  2 failed so far", "deployment/web  0 of 1 available"), look());
    }

    @Test
    void what_the_way_back_waits_for_is_not_the_reason_of_the_failure() throws InterruptedException {
        cluster.has(
                "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: coder, uid: c1}, status: {phase: Lost}}");
        cluster.has(DEPLOYMENT.formatted(1));
        look();
        record(5, "pending-rollback");
        cluster.has(DEPLOYMENT.formatted(0));
        cluster.loses("data");
        assertEquals(List.of("deployment/web  0 of 1 available"), look());
        assertEquals(List.of("persistentvolumeclaim/data  Lost"), lines(progress.atTheEnd(true)));
    }

    @Test
    void what_is_taken_back_is_not_the_reason_either_whoever_comes_first() throws InterruptedException {
        look();
        String deleted =
                DEPLOYMENT.formatted(0).replace("uid: d1", "uid: d1, deletionTimestamp: '2026-11-23T10:00:41Z'");
        cluster.has(deleted);
        assertEquals(List.of("deployment/web  0 of 1 available"), look());
        cluster.loses("v4");
        record(4, "uninstalling");
        assertEquals(List.of("deployment/web  Terminating 1s"), look());
        assertEquals(List.of("deployment/web  0 of 1 available"), lines(progress.atTheEnd(true)));
    }

    @Test
    void what_became_ready_in_the_end_counts_only_when_helm_says_that_something_was_not_ready()
            throws InterruptedException {
        look();
        cluster.has(DEPLOYMENT.formatted(1));
        assertEquals(List.of(), look());
        assertEquals(List.of(), progress.atTheEnd(false));
        assertEquals(List.of("deployment/web  0 of 1 available"), lines(progress.atTheEnd(true)));
    }

    @Test
    void an_uninstall_waits_for_what_is_being_deleted() throws InterruptedException {
        record(5, "uninstalling");
        cluster.has(DEPLOYMENT
                .formatted(1)
                .replace(
                        "uid: d1",
                        "uid: d1, deletionTimestamp: '2026-11-23T10:00:30Z', finalizers: [example.com/guard]"));
        assertEquals(List.of("deployment/web  Terminating 12s  finalizer example.com/guard"), look());
    }

    @Test
    void a_cluster_that_does_not_answer_is_told_as_a_failure_and_what_was_seen_stays() throws InterruptedException {
        look();
        cluster.silence = Optional.of(Failure.of(FailureClass.Unreachable, "away"));
        try {
            look();
        } catch (dev.runbook.language.failure.Failed away) {
            assertEquals("away", away.failure().summary());
        }
        assertEquals(List.of("deployment/web  0 of 1 available"), lines(progress.atTheEnd(true)));
    }
}
