package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.Outcome;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

    private Outcome replace() throws InterruptedException {
        Value stuck = new Resources(
                "objects", List.of(new ResourceId("apps/v1", "StatefulSet", "shop", "db", "s1")), List.of(), false);
        return new HelmReplace()
                .perform(
                        calls.call(
                                "helm.replace",
                                List.of(stuck, Value.of("shop"), Value.of("./shop")),
                                "namespace",
                                "shop"),
                        Processes.Output.NONE);
    }
}
