package dev.runbook.provider.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.language.eval.CapturedFields;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.Lookup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterLookupsTest {
    private static final String MANIFEST = """
            apiVersion: v1
            kind: Service
            metadata: {name: coderd}
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web-ingress}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: coderd}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: kept}
            """;
    private static final String SERVICE =
            "{apiVersion: v1, kind: Service, metadata: {name: coderd, namespace: coder, uid: s%d}, spec: {type: LoadBalancer}, status: {loadBalancer: {ingress: [{ip: 198.18.0.%d}]}}}";
    private static final String DEPLOYMENT =
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: coderd, namespace: coder, uid: d1}, spec: {replicas: 1, selector: {matchLabels: {app: coderd}}}, status: {replicas: 1, updatedReplicas: 1, availableReplicas: %d}}";

    private final Calls calls = new Calls("v3.14.4");
    private final FakeCluster cluster = new FakeCluster();

    @BeforeEach
    void aCluster() {
        calls.cluster = cluster;
        calls.writer = cluster;
        calls.now = Instant.parse("2026-11-23T10:00:42Z");
        calls.helm.prints("get manifest coder", MANIFEST);
        cluster.has("{apiVersion: v1, kind: Namespace, metadata: {name: coder, uid: n}}")
                .has(SERVICE.formatted(1, 7))
                .has(
                        "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web-ingress, namespace: coder, uid: i1}}")
                .has(DEPLOYMENT.formatted(1))
                .has(
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: kept, namespace: coder, uid: c1, annotations: {helm.sh/resource-policy: keep}}}")
                .has(
                        "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: coderd-1, namespace: coder, uid: r1, labels: {app: coderd}, ownerReferences: [{uid: d1}]}}")
                .has(
                        "{apiVersion: v1, kind: Pod, metadata: {name: coderd-1-a, namespace: coder, uid: p1, labels: {app: coderd}, ownerReferences: [{uid: r1}]}, status: {phase: Running}}")
                .has(
                        "{apiVersion: v1, kind: Pod, metadata: {name: workspace, namespace: coder, uid: w1, labels: {app: coderd}}}")
                .has(
                        "{apiVersion: v1, kind: Secret, metadata: {name: tls, namespace: coder, uid: t1, annotations: {kubectl.kubernetes.io/last-applied-configuration: leak}}, data: {key: aHVudGVyMg==}}");
    }

    private Value read(String name, Object... arguments) throws InterruptedException {
        List<Value> positional = arguments.length % 2 == 1 ? Calls.texts((String) arguments[0]) : List.of();
        Object[] options = java.util.Arrays.copyOfRange(arguments, arguments.length % 2, arguments.length);
        return lookup(name).read(calls.call(name, positional, options));
    }

    private Value ask(Value receiver, String name, String... arguments) throws InterruptedException {
        calls.pending.clear();
        Optional<Value> captured = CapturedFields.fact((Resources) receiver, name);
        if (captured.isPresent()) {
            return captured.get();
        }
        return lookup("resources." + name)
                .read(calls.member(receiver, name, Calls.texts(arguments).toArray(Value[]::new)));
    }

    private static Lookup lookup(String name) {
        return new KubeProvider()
                .lookups().stream()
                        .filter(l -> l.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private List<String> pending() {
        return calls.pending.stream().map(ClusterLookupsTest::line).toList();
    }

    private static String line(Observer.Pending pending) {
        return (pending.resource().shortName() + "  " + pending.state() + "  " + pending.detail()).strip();
    }

    private static List<String> names(Value resources) {
        return ((Resources) resources)
                .members().stream().map(m -> m.shortName() + " " + m.uid()).toList();
    }

    @Test
    void what_an_uninstall_has_left_is_what_nobody_deleted_and_still_has_its_marks() throws InterruptedException {
        String marked =
                "{apiVersion: v1, kind: Service, metadata: {name: coderd, namespace: coder, uid: s1, %s labels: {app.kubernetes.io/managed-by: Helm}, annotations: {meta.helm.sh/release-name: coder%s}}}";
        cluster.has(marked.formatted("", ""));
        Value old = read("release_resources", "coder");
        assertEquals(List.of("service/coderd s1"), names(ask(old, "undeleted")));
        cluster.has(marked.formatted("deletionTimestamp: '2026-11-23T10:00:41Z',", ""));
        assertEquals(List.of(), names(ask(old, "undeleted")));
        cluster.has(marked.formatted("", ", helm.sh/resource-policy: keep"));
        assertEquals(List.of(), names(ask(old, "undeleted")));
        cluster.has(marked.formatted("", "").replace("uid: s1", "uid: s2"));
        assertEquals(List.of(), names(ask(old, "undeleted")));
        cluster.has(SERVICE.formatted(1, 7));
        assertEquals(List.of(), names(ask(old, "undeleted")));
    }

    @Test
    void replicas_are_those_that_are_wanted_now_and_of_these_very_objects() throws InterruptedException {
        Value old = read("deployment", "coderd");
        assertEquals(Value.of(1), ask(old, "replicas"));
        String scaled =
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: coderd, namespace: coder, uid: %s}, spec: {replicas: 0}, status: {replicas: 1}}";
        cluster.has(scaled.formatted("d1"));
        assertEquals(Value.of(0), ask(old, "replicas"));
        cluster.has(scaled.replace("replicas: 0", "replicas: 3").formatted("d2"));
        assertEquals(Value.of(0), ask(old, "replicas"));
        assertEquals(Value.of(3), ask(read("deployment", "coderd"), "replicas"));
        assertEquals(Value.of(0), ask(read("service", "coderd"), "replicas"));
    }

    @Test
    void a_release_is_its_manifest_and_what_that_owns_and_nothing_else() throws InterruptedException {
        Value release = read("release_resources", "coder");
        assertEquals(
                List.of(
                        "service/coderd s1",
                        "ingress/web-ingress i1",
                        "deployment/coderd d1",
                        "configmap/kept c1",
                        "replicaset/coderd-1 r1",
                        "pod/coderd-1-a p1"),
                names(release));
        assertEquals(new Value.List(Calls.texts("198.18.0.7")), ask(release, "addresses"));
        assertEquals(Value.of(6), ask(release, "count"));
    }

    @Test
    void a_lost_object_of_the_manifest_is_missing_and_never_ready() throws InterruptedException {
        cluster.loses("web-ingress");
        Value release = read("release_resources", "coder");
        assertEquals("ingress/web-ingress ", names(release).get(1));
        assertEquals(Value.FALSE, ask(release, "ready?"));
        assertEquals(List.of("ingress/web-ingress  missing"), pending());
    }

    @Test
    void what_takes_data_along_is_named() throws InterruptedException {
        cluster.has("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a, namespace: coder, uid: a1}}")
                .has(
                        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: b, namespace: coder, uid: b1, ownerReferences: [{uid: s1}]}}");
        assertEquals(new Value.List(Calls.texts("persistentvolumeclaim/a")), ask(claim("a"), "irreplaceable"));
        assertEquals(
                new Value.List(Calls.texts("persistentvolumeclaim/b, which service/coderd owns")),
                ask(read("release_resources", "coder"), "irreplaceable"));
    }

    private Value claim(String name) throws InterruptedException {
        return lookup("resource").read(calls.call("resource", Calls.texts("persistentvolumeclaim", name)));
    }

    @Test
    void a_bound_set_asks_after_the_very_objects() throws InterruptedException {
        Value old = read("release_resources", "coder");
        assertEquals(Value.FALSE, ask(old, "gone?"));
        for (String name : List.of("coderd", "web-ingress", "coderd-1", "coderd-1-a")) {
            cluster.loses(name);
        }
        assertEquals(Value.TRUE, ask(old, "gone?"), "what helm keeps is left out");
        cluster.has(SERVICE.formatted(2, 8));
        assertEquals(Value.TRUE, ask(old, "gone?"), "a new service is not the old one");
        assertEquals(new Value.List(Calls.texts("198.18.0.7")), ask(old, "addresses"));
        assertEquals(Value.FALSE, ask(old, "addresses?"));
        assertEquals(
                List.of(
                        "service/coderd  replaced by a new object  the name that it was bound to keeps the old one: look it up again"),
                pending());
    }

    @Test
    void what_is_going_says_since_when_and_what_holds_it() throws InterruptedException {
        Value old = read("service", "coderd");
        cluster.has(
                "{apiVersion: v1, kind: Service, metadata: {name: coderd, namespace: coder, uid: s1, deletionTimestamp: \"2026-11-23T10:00:30Z\", finalizers: [service.kubernetes.io/load-balancer-cleanup]}, spec: {type: LoadBalancer}, status: {loadBalancer: {ingress: [{ip: 198.18.0.7}]}}}");
        String line = "service/coderd  Terminating 12s  finalizer service.kubernetes.io/load-balancer-cleanup";
        for (String question : List.of("gone?", "ready?", "addresses?")) {
            assertEquals(Value.FALSE, ask(old, question), question);
            assertEquals(List.of(line), pending(), question);
        }
        assertEquals(Value.TRUE, ask(old, "exists?"));
    }

    @Test
    void a_deployment_that_is_not_ready_says_which_pod_is_in_trouble() throws InterruptedException {
        cluster.has(DEPLOYMENT.formatted(0))
                .has(
                        "{apiVersion: v1, kind: Pod, metadata: {name: coderd-1-a, namespace: coder, uid: p1, labels: {app: coderd}, ownerReferences: [{uid: r1}]}, status: {phase: Pending, containerStatuses: [{state: {waiting: {reason: ImagePullBackOff}}}]}}");
        assertEquals(Value.FALSE, ask(read("release_resources", "coder"), "ready?"));
        assertEquals(List.of("deployment/coderd  0 of 1 available  pod coderd-1-a: ImagePullBackOff"), pending());
    }

    @Test
    void pods_that_a_rollout_replaced_are_not_missed_when_their_workload_is_ready() throws InterruptedException {
        Value bound = read("release_resources", "coder");
        cluster.loses("coderd-1-a");
        cluster.loses("coderd-1");
        assertEquals(Value.TRUE, ask(bound, "ready?"), () -> pending().toString());
    }

    @Test
    void an_object_that_was_not_there_is_looked_for_by_name() throws InterruptedException {
        cluster.loses("coderd");
        Value absent = read("service", "coderd");
        assertEquals(Value.FALSE, ask(absent, "exists?"));
        assertEquals(List.of("service/coderd  missing"), pending());
        assertEquals(Value.TRUE, ask(absent, "gone?"));
        assertEquals(Value.of(0), ask(absent, "count"));
        assertEquals(Value.NIL, ask(absent, "uid"));
        assertEquals(Value.NIL, ask(absent, "address"));
        cluster.has(SERVICE.formatted(2, 8));
        assertEquals(Value.TRUE, ask(absent, "exists?"));
        assertEquals(Value.TRUE, ask(absent, "ready?"));
    }

    @Test
    void a_namespace_that_is_not_there_is_named() throws InterruptedException {
        assertEquals(Value.FALSE, ask(read("service", "coderd", "namespace", "codr"), "exists?"));
        assertEquals(List.of("service/coderd  missing  namespace codr does not exist"), pending());
    }

    @Test
    void addresses_are_owed_by_load_balancers_and_by_ingresses_that_are_asked_alone() throws InterruptedException {
        assertEquals(Value.TRUE, ask(read("release_resources", "coder"), "addresses?"));
        assertEquals(Value.FALSE, ask(read("ingress", "web-ingress"), "addresses?"));
        assertEquals(List.of("ingress/web-ingress  no address yet"), pending());
        assertEquals(Value.TRUE, ask(read("deployment", "coderd"), "addresses?"));
        cluster.loses("coderd");
        assertEquals(Value.FALSE, ask(read("release_resources", "coder"), "addresses?"));
        assertEquals(List.of("service/coderd  missing"), pending());
    }

    @Test
    void an_ingress_that_no_controller_serves_keeps_no_release_waiting() throws InterruptedException {
        cluster.has(
                "{apiVersion: v1, kind: Service, metadata: {name: coderd, namespace: coder, uid: s1}, spec: {type: ClusterIP}}");
        assertEquals(Value.TRUE, ask(read("release_resources", "coder"), "addresses?"));
        assertEquals(List.of(), pending());
    }

    @Test
    void labels_and_releases_choose_sets() throws InterruptedException {
        assertEquals(List.of("pod/coderd-1-a p1", "pod/workspace w1"), names(read("pod", "labels", "app=coderd")));
        assertEquals(List.of("pod/coderd-1-a p1"), names(read("pod", "release", "coder")));
        Value none = read("job", "labels", "app=none");
        assertEquals(Value.FALSE, ask(none, "ready?"));
        assertEquals(List.of("jobs with labels app=none  none yet"), pending());
        assertEquals(Value.FALSE, ask(none, "exists?"));
        assertEquals(Value.TRUE, ask(none, "gone?"));
    }

    @Test
    void one_way_to_choose_must_be_given_and_only_one() {
        for (Object[] arguments : List.of(new Object[] {}, new Object[] {"a", "labels", "b"})) {
            Failed failed = assertThrows(Failed.class, () -> read("service", arguments));
            assertEquals(
                    "service needs one of a name, labels: and release:",
                    failed.failure().summary());
        }
    }

    @Test
    void fields_give_what_stands_there_and_secrets_never_show() throws InterruptedException {
        assertEquals(Value.of(1), ask(read("deployment", "coderd"), "field", "spec.replicas"));
        assertEquals(Value.NIL, ask(read("deployment", "coderd"), "field", "spec.none"));
        Value secret = read("secret", "tls");
        assertEquals(new Value.Secret("secret/tls data.key", "hunter2"), ask(secret, "field", "data.key"));
        assertEquals(List.of("secret/tls  data.key is a secret"), pending());
        assertEquals("secret/tls", ((Resources) secret).label());
        Failed refused = assertThrows(Failed.class, () -> ask(secret, "field", "data"));
        assertEquals(
                "the whole data of secret/tls is not shown", refused.failure().summary());
        assertEquals(new Value.Map(java.util.Map.of()), ask(secret, "field", "metadata.annotations"));
        assertEquals(
                Value.NIL,
                ask(secret, "field", "metadata.annotations['kubectl.kubernetes.io/last-applied-configuration']"));
    }

    @Test
    void conditions_are_asked_of_one_or_of_all() throws InterruptedException {
        cluster.has(
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: coderd, namespace: coder, uid: d1}, status: {conditions: [{type: Available, status: \"False\", reason: MinimumReplicasUnavailable}]}}");
        Value deployment = read("deployment", "coderd");
        assertEquals(Value.of("False"), ask(deployment, "condition", "Available"));
        assertEquals(Value.NIL, ask(deployment, "condition", "Odd"));
        assertEquals(Value.FALSE, ask(deployment, "condition?", "Available"));
        assertEquals(List.of("deployment/coderd  Available is False  MinimumReplicasUnavailable"), pending());
        Failed name = assertThrows(Failed.class, () -> ask(read("release_resources", "coder"), "name"));
        assertEquals(
                "name asks one object, and resources of release coder are 4",
                name.failure().summary());
        Failed several =
                assertThrows(Failed.class, () -> ask(read("release_resources", "coder"), "condition", "Available"));
        assertEquals(
                "condition asks one object, and resources of release coder are 4",
                several.failure().summary());
    }

    @Test
    void what_is_ready_only_by_being_there_is_said_to_be() throws InterruptedException {
        assertEquals(Value.TRUE, ask(read("configmap", "kept"), "ready?"));
        assertEquals(List.of("configmap/kept is ready (no conditions: it exists)"), calls.counted);

        calls.counted.clear();
        cluster.has(
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: more, namespace: coder, uid: c2, labels: {a: b}}}")
                .has(
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: most, namespace: coder, uid: c3, labels: {a: b}}}");
        assertEquals(Value.TRUE, ask(read("configmap", "labels", "a=b"), "ready?"));
        assertEquals(List.of("configmap/more and 1 more are ready (no conditions: they exist)"), calls.counted);
    }

    @Test
    void beside_a_rollout_only_kinds_of_others_are_said_to_be_ready_by_being_there() throws InterruptedException {
        Value plain = read("release_resources", "coder");
        assertEquals(Value.TRUE, ask(plain, "ready?"), () -> pending().toString());
        assertEquals(List.of(), calls.counted);

        calls.helm.prints(
                "get manifest coder",
                MANIFEST + "---\napiVersion: example.com/v1\nkind: Thing\nmetadata: {name: one}\n");
        cluster.has("{apiVersion: example.com/v1, kind: Thing, metadata: {name: one, namespace: coder, uid: o1}}");
        assertEquals(
                Value.TRUE,
                ask(read("release_resources", "coder"), "ready?"),
                () -> pending().toString());
        assertEquals(List.of("thing/one is ready (no conditions: it exists)"), calls.counted);
    }

    @Test
    void a_kind_whose_schema_has_conditions_is_not_ready_before_it_has_some() throws InterruptedException {
        assertEquals(Value.TRUE, ask(read("configmap", "kept"), "ready?"));
        cluster.withConditions.add("ConfigMap");
        assertEquals(Value.FALSE, ask(read("configmap", "kept"), "ready?"));
        assertEquals(
                List.of(
                        "configmap/kept  no condition yet  objects of its kind say by conditions whether they are ready"),
                pending());
    }

    @Test
    void what_had_no_condition_before_a_change_is_not_waited_for_and_what_is_new_is() throws InterruptedException {
        cluster.withConditions.add("ConfigMap");
        Value before = read("configmap", "kept");
        assertEquals(Value.TRUE, readySince(before, before));
        assertEquals(List.of("configmap/kept is ready (no conditions: it exists)"), calls.counted);
        cluster.has("{apiVersion: v1, kind: ConfigMap, metadata: {name: kept, namespace: coder, uid: c2}}");
        assertEquals(Value.FALSE, readySince(read("configmap", "kept"), before));
        cluster.has(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: kept, namespace: coder, uid: c1}, status: {conditions: [{type: Ready, status: 'False'}]}}");
        assertEquals(Value.FALSE, readySince(before, before));
    }

    private Value readySince(Value now, Value before) throws InterruptedException {
        return lookup("resources.ready?").read(calls.memberWith(now, "ready?", "before", before));
    }
}
