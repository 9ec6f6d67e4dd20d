package dev.runbook.provider.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.Impact;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a deletion takes along. */
class RemovalTest {
    private static final String VOLUME =
            "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv-1, uid: v1}, spec: {persistentVolumeReclaimPolicy: %s}}";
    private static final KubeObject CLAIM = Yaml.object(
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: shop, uid: c1}, spec: {volumeName: pv-1}}");
    private static final KubeObject THING =
            Yaml.object("{apiVersion: example.com/v1, kind: Thing, metadata: {name: main, namespace: shop, uid: t1}}");

    private final FakeCluster cluster = new FakeCluster();

    @Test
    void a_claim_goes_with_its_volume_unless_that_is_retained() throws InterruptedException {
        assertEquals(List.of("persistentvolumeclaim/data and its volume pv-1"), losses(CLAIM));
        cluster.has(VOLUME.formatted("Delete"));
        assertEquals(List.of("persistentvolumeclaim/data and its volume pv-1"), losses(CLAIM));
        cluster.has(VOLUME.formatted("Retain"));
        assertEquals(
                List.of("persistentvolumeclaim/data (its volume pv-1 is retained, bound to nothing)"), losses(CLAIM));
    }

    @Test
    void a_definition_goes_with_the_objects_of_its_kind_in_every_namespace() throws InterruptedException {
        KubeObject definition = Yaml.object(
                "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: things.example.com, uid: d1}, "
                        + "spec: {group: example.com, names: {kind: Thing}, versions: [{name: v1, served: true}]}}");
        assertEquals(List.of(), losses(definition), "without any object nothing is lost");
        for (String namespace : List.of("a", "b")) {
            cluster.has("{apiVersion: example.com/v1, kind: Thing, metadata: {name: of-%s, namespace: %<s, uid: %<s}}"
                    .formatted(namespace));
        }
        cluster.has(
                "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: b, uid: c2, ownerReferences: [{uid: b}]}}");
        assertEquals(
                List.of(
                        "customresourcedefinition/things.example.com with 2 Thing (of-a, of-b)",
                        "persistentvolumeclaim/data, which thing/of-b owns"),
                losses(definition));
    }

    @Test
    void a_namespace_goes_with_what_others_have_put_there() throws InterruptedException {
        KubeObject namespace = Yaml.object("{apiVersion: v1, kind: Namespace, metadata: {name: shop, uid: n1}}");
        cluster.has("{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-root-ca.crt, namespace: shop, uid: m1}}")
                .has(
                        "{apiVersion: v1, kind: Secret, type: helm.sh/release.v1, metadata: {name: sh.helm.release.v1.shop.v1, namespace: shop, uid: s1}}");
        assertEquals(List.of(), losses(namespace), "what Kubernetes and helm keep there themselves is nobody's");
        cluster.has("{apiVersion: v1, kind: Secret, type: Opaque, metadata: {name: mine, namespace: shop, uid: s2}}");
        assertEquals(List.of("namespace/shop with 1 Secret (mine)"), losses(namespace));
    }

    @Test
    void owners_are_followed_through_what_they_own() throws InterruptedException {
        cluster.has(
                        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop, uid: s1, ownerReferences: [{uid: t1}]}}")
                .has(
                        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: db-0, namespace: shop, uid: c1, ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, uid: s1}]}}")
                .has(
                        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: shared, namespace: shop, uid: c2, ownerReferences: [{uid: t1}, {apiVersion: example.com/v1, kind: Thing, uid: t2}]}}")
                .has("{apiVersion: example.com/v1, kind: Thing, metadata: {name: second, namespace: shop, uid: t2}}")
                .has(
                        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: left, namespace: shop, uid: c3, ownerReferences: [{uid: t1}, {apiVersion: example.com/v1, kind: Thing, uid: t3}]}}")
                .has(
                        "{apiVersion: v1, kind: Secret, type: Opaque, metadata: {name: password, namespace: shop, uid: p1, ownerReferences: [{uid: t1}]}}")
                .has(
                        "{apiVersion: v1, kind: Secret, type: kubernetes.io/tls, metadata: {name: tls, namespace: shop, uid: p2, ownerReferences: [{uid: t1}]}}");
        assertEquals(
                List.of(
                        "secret/password, which thing/main owns",
                        "persistentvolumeclaim/left, which thing/main owns",
                        "persistentvolumeclaim/db-0, which statefulset/db owns"),
                losses(THING).stream().sorted(Comparator.reverseOrder()).toList(),
                "what another owner still has stays, and an owner that is not there has nothing");
        assertEquals(
                List.of(),
                Removal.of(cluster, List.of(THING), false).losses(),
                "orphans stay, whatever owned them before");
    }

    @Test
    void dependents_that_may_not_be_listed_count_as_lost() throws InterruptedException {
        cluster.silence = Optional.of(Failure.of(FailureClass.Forbidden, "the account may not list"));
        KubeObject configMap =
                Yaml.object("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: shop, uid: m1}}");
        assertEquals(
                List.of("what else they own, which could not be listed: persistentvolumeclaims in namespace shop,"
                        + " secrets in namespace shop"),
                losses(configMap));
        cluster.silence = Optional.of(Failure.of(FailureClass.Unreachable, "no answer"));
        assertEquals(
                FailureClass.Unreachable,
                assertThrows(Failed.class, () -> losses(configMap)).failure().kind());
    }

    @Test
    void an_address_is_a_cost() throws InterruptedException {
        KubeObject service = Yaml.object(
                "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop, uid: s1}, status: {loadBalancer: {ingress: [{ip: 203.0.113.7}]}}}");
        Impact impact = Removal.of(cluster, List.of(service), true);
        assertEquals(List.of("service/web gives up its address 203.0.113.7"), impact.costs());
        assertEquals(List.of(), impact.losses());
    }

    @Test
    void what_is_deleted_by_itself_is_lost_where_it_holds_data() {
        assertEquals(Optional.of("thing/main (example.com/v1)"), StoredData.itself(THING));
        assertEquals(
                Optional.of("thing/main (example.com/v1) with what its operator clears away (finalizer a/b)"),
                StoredData.itself(Yaml.object(
                        "{apiVersion: example.com/v1, kind: Thing, metadata: {name: main, finalizers: [a/b]}}")));
        assertEquals(
                Optional.of("secret/auth with password, user"),
                StoredData.itself(secret("Opaque", "data: {user: YQ==, password: Yg==}", "")));
        assertEquals(
                Optional.of("secret/auth with tls.key"),
                StoredData.itself(secret("kubernetes.io/tls", "data: {tls.key: YQ==}", "")));
        assertEquals(Optional.empty(), StoredData.itself(secret("Opaque", "data: {}", "")));
        assertEquals(
                Optional.empty(),
                StoredData.itself(secret("kubernetes.io/service-account-token", "data: {token: YQ==}", "")));
        assertEquals(
                Optional.empty(),
                StoredData.itself(secret(
                        "kubernetes.io/tls",
                        "data: {tls.key: YQ==}",
                        ", annotations: {cert-manager.io/certificate-name: web}")));
        assertEquals(Optional.empty(), StoredData.itself(CLAIM), "it has words of its own");
    }

    private static KubeObject secret(String type, String data, String more) {
        return Yaml.object(
                "{apiVersion: v1, kind: Secret, type: %s, metadata: {name: auth%s}, %s}".formatted(type, more, data));
    }

    private List<String> losses(KubeObject... objects) throws InterruptedException {
        ClusterReader reader = cluster;
        return Removal.of(reader, Arrays.asList(objects), true).losses().stream()
                .map(Impact.Loss::words)
                .toList();
    }
}
