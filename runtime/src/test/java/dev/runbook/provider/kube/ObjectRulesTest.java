package dev.runbook.provider.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.value.ResourceId;
import dev.runbook.port.KubeObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectRulesTest {
    @Test
    void addresses_are_sorted_and_each_comes_once() {
        KubeObject service = Yaml.object(
                "{kind: Service, status: {loadBalancer: {ingress: [{ip: 198.18.0.9}, {hostname: lb.example}]}}}");
        KubeObject ingress = Yaml.object("{kind: Ingress, status: {loadBalancer: {ingress: [{ip: 198.18.0.9}]}}}");
        KubeObject gateway =
                Yaml.object("{kind: Gateway, status: {addresses: [{type: IPAddress, value: 198.18.0.1}]}}");
        KubeObject pod = Yaml.object("{kind: Pod, status: {podIP: 10.0.0.1}}");
        assertEquals(
                List.of("198.18.0.1", "198.18.0.9", "lb.example"),
                Addresses.of(List.of(service, ingress, gateway, pod)));
    }

    @Test
    void owners_are_known_by_uid_alone() {
        KubeObject mine = Yaml.object("{metadata: {name: a, ownerReferences: [{kind: ReplicaSet, name: r, uid: u1}]}}");
        KubeObject other =
                Yaml.object("{metadata: {name: b, ownerReferences: [{kind: ReplicaSet, name: r, uid: u2}]}}");
        KubeObject orphan = Yaml.object("{metadata: {name: c}}");
        assertEquals(List.of(mine), Ownership.ownedBy(Set.of("u1"), List.of(mine, other, orphan)));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", textBlock = """
            '{spec: {selector: {matchLabels: {app: x, tier: y}}}}' -> app=x,tier=y
            '{spec: {selector: {matchExpressions: [{key: a, operator: In, values: [b, c]}, {key: d, operator: Exists}]}}}' -> a in (b,c),d
            '{spec: {selector: {matchLabels: {app: x}, matchExpressions: [{key: a, operator: NotIn, values: [b]}, {key: d, operator: DoesNotExist}]}}}' -> app=x,a notin (b),!d
            '{kind: ReplicationController, spec: {selector: {app: x}}}' -> app=x
            '{kind: CronJob, spec: {}}' -> ''
            """)
    void selectors_are_written_as_kubectl_writes_them(String object, String selector) {
        assertEquals(selector, Ownership.selector(Yaml.object(object)).orElse(""));
    }

    @Test
    void a_pod_is_a_workloads_by_its_name_when_it_can_no_longer_be_asked() {
        List<ResourceId> set = List.of(new ResourceId("apps/v1", "Deployment", "coder", "coderd", "u"));
        assertTrue(Ownership.madeBySomeOf(new ResourceId("v1", "Pod", "coder", "coderd-7d-x", "p"), set));
        assertFalse(Ownership.madeBySomeOf(new ResourceId("v1", "Pod", "other", "coderd-7d-x", "p"), set));
        assertFalse(Ownership.madeBySomeOf(new ResourceId("v1", "Pod", "coder", "lone", "p"), set));
        assertFalse(Ownership.madeBySomeOf(new ResourceId("v1", "Service", "coder", "coderd-x", "p"), set));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", textBlock = """
            spec.replicas -> 3
            .spec.replicas -> 3
            spec.ports[1].port -> 443
            spec.ports.1.port -> 443
            "metadata.annotations['helm.sh/chart']" -> coder-1.15.0
            metadata.annotations["helm.sh/chart"] -> coder-1.15.0
            metadata.annotations.helm\\.sh/chart -> coder-1.15.0
            spec.none.deeper -> ''
            spec.ports[7].port -> ''
            """)
    void paths_are_written_in_the_ways_that_people_know(String path, String value) {
        KubeObject object = Yaml.object("""
                metadata: {annotations: {helm.sh/chart: coder-1.15.0}}
                spec: {replicas: 3, ports: [{port: 80}, {port: 443}]}
                """);
        assertEquals(
                value,
                FieldPath.parse(path.replaceAll("^\"|\"$", ""))
                        .orElseThrow()
                        .in(object.content())
                        .map(String::valueOf)
                        .orElse(""));
    }

    @ParameterizedTest
    @CsvSource({"''", "..", "spec..x", "a[", "a[x]", "a]b", "['unclosed"})
    void what_is_no_path_is_none(String path) {
        assertEquals(Optional.empty(), FieldPath.parse(path));
    }

    @ParameterizedTest
    @CsvSource({"PT12S, 12s", "PT3M5S, 3m 5s", "PT2H40M9S, 2h 40m", "P3DT4H, 3d 4h", "PT-5S, 0s"})
    void ages_are_said_as_people_say_them(Duration age, String text) {
        assertEquals(text, AgeText.text(age));
    }

    @Test
    void the_ten_newest_events_come_oldest_first() {
        List<KubeObject> events = java.util.stream.IntStream.rangeClosed(10, 25)
                .mapToObj(i -> Yaml.object(
                        "{type: Warning, reason: Slow, message: \"m%d\\n  more\", count: %d, lastTimestamp: \"2026-11-23T10:00:%dZ\"}"
                                .formatted(i, i - 24, i)))
                .toList();
        List<String> newest = Events.newest(events.reversed());
        assertEquals(10, newest.size());
        assertEquals("10:00:16Z Warning Slow: m16 more (-8 times)", newest.getFirst());
        assertEquals("10:00:25Z Warning Slow: m25 more", newest.getLast());
    }

    @Test
    void the_first_pod_in_trouble_speaks_for_the_others_and_dying_pods_do_not() {
        KubeObject fine = Yaml.object("{kind: Pod, metadata: {name: a}, status: {phase: Running}}");
        KubeObject dying = Yaml.object(
                "{kind: Pod, metadata: {name: b, deletionTimestamp: \"2026-11-23T10:00:00Z\"}, status: {containerStatuses: [{state: {waiting: {reason: Old}}}]}}");
        KubeObject stuck = Yaml.object(
                "{kind: Pod, metadata: {name: coderd-x}, status: {containerStatuses: [{state: {waiting: {reason: ImagePullBackOff}}}]}}");
        assertEquals(Optional.of("pod coderd-x: ImagePullBackOff"), PodReadiness.trouble(List.of(fine, dying, stuck)));
        assertEquals(Optional.empty(), PodReadiness.trouble(List.of(fine, dying)));
    }
}
