package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.kube.Yaml;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims that a stateful set has made, when its next version asks for others. */
class ClaimExpansionTest {
    private final FakeCluster cluster = new FakeCluster();

    ClaimExpansionTest() {
        cluster.has("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: grows, annotations:"
                        + " {storageclass.kubernetes.io/is-default-class: \"true\"}}, allowVolumeExpansion: true}")
                .has("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fixed}}");
        claim("data-db-0", "10Gi", "grows");
    }

    private void claim(String name, String size, String storageClass) {
        cluster.has("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: %s, namespace: shop, uid: %<s},"
                        .formatted(name)
                + " spec: {storageClassName: %s, accessModes: [ReadWriteOnce], volumeMode: Filesystem,"
                        .formatted(storageClass)
                + " resources: {requests: {storage: %s}}}}".formatted(size));
    }

    private static KubeObject set(String template, String spec) {
        return Yaml.object("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop, uid: s},"
                + " spec: {volumeClaimTemplates: [{metadata: {name: %s}, spec: {%s}}]}}".formatted(template, spec));
    }

    private static String asks(String size) {
        return "resources: {requests: {storage: %s}}".formatted(size);
    }

    private List<String> expansions(String before, String after) throws InterruptedException {
        return ClaimExpansion.of(cluster, set("data", before), set("data", after)).stream()
                .map(ClaimExpansion::words)
                .toList();
    }

    @Test
    void each_claim_of_the_set_grows_that_is_smaller_and_no_other_one() throws InterruptedException {
        claim("data-db-1", "15G", "grows");
        claim("data-db-2", "30Gi", "grows");
        claim("data-db-backup-0", "1Gi", "grows");
        claim("data-db-x", "1Gi", "grows");
        claim("more-data-db-0", "1Gi", "grows");
        assertEquals(
                List.of("claim data-db-0: 10Gi → 20Gi", "claim data-db-1: 15G → 20Gi"),
                expansions(asks("10Gi"), asks("20Gi")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10Gi | 10240Mi",
                "20Gi | 20Gi",
                "20Gi | 15Gi, as long as no claim has them",
            })
    void what_is_not_asked_for_anew_stays(String before, String after) throws InterruptedException {
        assertEquals(List.of(), expansions(asks(before), asks(after.replaceFirst(",.*", ""))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resources: {requests: {storage: 5Gi}} | claim data-db-0 cannot shrink from 10Gi to 5Gi",
                "resources: {requests: {storage: 10Gi}}, storageClassName: fixed | claim data-db-0 cannot move from storage class grows to fixed",
                "resources: {requests: {storage: 10Gi}}, accessModes: [ReadWriteMany] | claim data-db-0 cannot change its accessModes from [ReadWriteOnce] to [ReadWriteMany]",
                "resources: {requests: {storage: 10Gi}}, volumeMode: Block | claim data-db-0 cannot change its volumeMode from Filesystem to Block",
            })
    void what_a_claim_can_never_become_is_refused(String after, String why) {
        assertEquals(why, refused(asks("10Gi"), after));
    }

    @Test
    void a_class_that_does_not_let_it_grow_is_named() {
        claim("data-db-0", "10Gi", "fixed");
        assertEquals(
                "claim data-db-0 cannot grow from 10Gi to 20Gi: storage class fixed does not allow it",
                refused(asks("10Gi"), asks("20Gi")));
    }

    @Test
    void a_class_that_is_only_said_now_or_no_more_is_the_same_one() throws InterruptedException {
        String said = asks("10Gi") + ", storageClassName: grows";
        assertEquals(List.of(), expansions(asks("10Gi"), said));
        assertEquals(List.of(), expansions(said, asks("10Gi")));
        claim("data-db-0", "10Gi", "fixed");
        assertEquals(
                "claim data-db-0 cannot move from storage class fixed to grows",
                refused(asks("10Gi") + ", storageClassName: fixed", asks("10Gi")));
    }

    @Test
    void a_refusal_of_the_server_is_about_storage_and_any_other_is_what_it_is() throws InterruptedException {
        ClaimExpansion one = ClaimExpansion.of(cluster, set("data", asks("10Gi")), set("data", asks("20Gi")))
                .getFirst();
        one.perform(cluster);
        assertEquals(
                List.of("patch persistentvolumeclaim/data-db-0 {spec={resources={requests={storage=20Gi}}}}"),
                cluster.changes);
        cluster.refuses = Optional.of(Failure.of(
                FailureClass.Forbidden,
                "persistentvolumeclaims \"data-db-0\" is forbidden: only dynamically provisioned pvc can be resized and the"
                        + " storageclass that provisions the pvc must support resize"));
        assertEquals(
                FailureClass.StorageRefused,
                assertThrows(Failed.class, () -> one.perform(cluster)).failure().kind());
        cluster.refuses = Optional.of(Failure.of(FailureClass.Unreachable, "no answer"));
        assertEquals(
                FailureClass.Unreachable,
                assertThrows(Failed.class, () -> one.perform(cluster)).failure().kind());
    }

    @Test
    void a_template_of_another_name_leaves_its_claims_behind() throws InterruptedException {
        assertEquals(
                List.of("data-db-0"),
                ClaimTemplate.abandoned(cluster, set("data", asks("10Gi")), set("storage", asks("10Gi"))));
        assertEquals(List.of(), ClaimTemplate.abandoned(cluster, set("data", asks("10Gi")), set("data", asks("20Gi"))));
    }

    private String refused(String before, String after) {
        Failure failure =
                assertThrows(Failed.class, () -> expansions(before, after)).failure();
        assertEquals(FailureClass.StorageRefused, failure.kind());
        return failure.summary();
    }
}
