package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.json.Json;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.port.ReplacementTrials.TrialResult;
import dev.runbook.provider.Call;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is deleted for an upgrade that cannot make it again. */
class HelmReplaceTest {
    private final Calls calls = new Calls("v3.22.0");
    private final FakeCluster cluster = new FakeCluster();

    @BeforeEach
    void objects() {
        calls.cluster = cluster;
        calls.writer = cluster;
        cluster.has("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop, uid: s1}}");
    }

    @Test
    void what_the_upgrade_would_make_again_is_deleted() throws InterruptedException {
        calls.helm.prints("upgrade", "{\"manifest\": \"\"}");
        assertInstanceOf(Outcome.Done.class, replace());
        assertEquals(List.of("delete statefulset/db s1"), cluster.changes);
    }

    @Test
    void where_the_upgrade_cannot_be_rendered_nothing_is_deleted() throws InterruptedException {
        calls.helm.fails(
                "upgrade",
                "Error: UPGRADE FAILED: execution error at (shop/templates/secret.yaml:1:4): the secret does not contain the key");
        Failure failure = assertInstanceOf(Outcome.NotDone.class, replace()).failure();
        assertEquals(FailureClass.ValuesInvalid, failure.kind());
        assertEquals(
                "nothing was deleted, since the upgrade that makes it again would fail: execution error at"
                        + " (shop/templates/secret.yaml:1:4): the secret does not contain the key",
                failure.summary());
        assertEquals(List.of(), cluster.changes);
    }

    @Test
    void what_is_gone_needs_no_upgrade() throws InterruptedException {
        cluster.has("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop, uid: s2}}");
        calls.helm.fails("upgrade", "Error: UPGRADE FAILED: another one");
        assertInstanceOf(Outcome.Done.class, replace());
        assertEquals(List.of(), cluster.changes);
    }

    @Test
    void what_the_server_would_refuse_is_not_deleted() throws InterruptedException {
        comes("\"replicas\": 2");
        calls.trials = objects -> {
            assertEquals(2, objects.getFirst().next().at("spec", "replicas").orElseThrow());
            assertEquals(
                    "Helm",
                    objects.getFirst()
                            .next()
                            .text("metadata", "labels", "app.kubernetes.io/managed-by")
                            .orElseThrow());
            return new TrialResult.Refused(objects.getFirst().old().id(), 422, "StatefulSet \"db\" is invalid: spec");
        };
        Failure failure = assertInstanceOf(Outcome.NotDone.class, replace()).failure();
        assertEquals(FailureClass.ValuesInvalid, failure.kind());
        assertEquals(
                "nothing was deleted, since the server would refuse what comes instead: StatefulSet \"db\" is invalid: spec",
                failure.summary());
        assertEquals(List.of("Edit the values, then resume."), failure.advice());
        assertEquals(List.of(), cluster.changes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | statefulsets "db" is forbidden: exceeded quota: q, requested: a=1, used: a=1, limited: a=1 | Forbidden     | The quota of the namespace leaves no room
            422 | statefulsets "db" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied it    | Forbidden     | A policy of the cluster refuses it (p)
            403 | statefulsets.apps is forbidden: User "op" cannot create resource "statefulsets"             | Forbidden     | Ask for a role
            500 | Internal error occurred: failed calling webhook "w.example.com": no endpoints               | WebhookFailed | Webhook w.example.com
            501 | node port 30080 of service db is held by service other in namespace shop                    | PortTaken     | Give another one in the values
            """)
    void a_refusal_says_what_to_do(int status, String said, FailureClass kind, String advice)
            throws InterruptedException {
        comes("\"replicas\": 2");
        calls.trials =
                objects -> new TrialResult.Refused(objects.getFirst().old().id(), status, said);
        Failure failure = assertInstanceOf(Outcome.NotDone.class, replace()).failure();
        assertEquals(kind, failure.kind());
        assertTrue(failure.advice().getFirst().startsWith(advice), failure.advice()::toString);
        assertEquals(List.of(), cluster.changes);
    }

    @Test
    void where_nobody_can_be_asked_it_is_deleted_and_said() throws InterruptedException {
        comes("\"replicas\": 2");
        calls.trials = _ -> new TrialResult.NotAsked("the API server is older than 1.18");
        Outcome.Done done = assertInstanceOf(Outcome.Done.class, replace());
        assertEquals(List.of("delete statefulset/db s1"), cluster.changes);
        assertEquals(
                "statefulset/db is made again, and its pods with it; whether the server takes what comes instead was not"
                        + " known: the API server is older than 1.18",
                done.summary());
    }

    /** Its controller gives up the claims of its pods; of one that has no pod, nobody does. */
    @Test
    void claims_that_would_go_with_a_set_are_retained() throws InterruptedException {
        cluster.has("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop, uid: s1},"
                + " spec: {persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}}}");
        cluster.has(
                "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-db-0, namespace: shop, uid: c1,"
                        + " ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: s1}]}}");
        comes("\"replicas\": 2");
        assertEquals(List.of(), new HelmReplace().impact(call()).losses());
        assertEquals(
                List.of(
                        "statefulset/db is made again, and its pods with it; its claims stay (data-db-0), which it is told to"
                                + " retain first"),
                new HelmReplace().impact(call()).costs());
        cluster.lacks.add("patch statefulsets.apps in namespace shop");
        Failure failure = assertInstanceOf(Outcome.NotDone.class, replace()).failure();
        assertEquals(FailureClass.Forbidden, failure.kind());
        assertEquals(List.of(), cluster.changes);
    }

    private void comes(String spec) {
        String set =
                "{\"apiVersion\": \"apps/v1\", \"kind\": \"StatefulSet\", \"metadata\": {\"name\": \"db\"}, \"spec\": {"
                        + spec + "}}";
        calls.helm.prints("upgrade", Json.line(Map.of("manifest", set)));
    }

    private Outcome replace() throws InterruptedException {
        return new HelmReplace().perform(call(), Processes.Output.NONE);
    }

    private Call call() {
        Value stuck = new Resources(
                "objects", List.of(new ResourceId("apps/v1", "StatefulSet", "shop", "db", "s1")), List.of(), false);
        return calls.call("helm.replace", List.of(stuck, Value.of("shop"), Value.of("./shop")), "namespace", "shop");
    }
}
