package dev.runbook.provider.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row: a kind, the parts of an object that decide, and how it stands. */
class ReadinessTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:42Z");

    private static String verdict(String apiVersion, String kind, String rest) {
        return verdict(apiVersion, kind, rest, false);
    }

    private static String verdict(String apiVersion, String kind, String rest, boolean hasConditions) {
        String metadata = rest.contains("metadata:") ? "" : ", metadata: {name: x}";
        ReadinessResult verdict = Readiness.of(
                Yaml.object("{apiVersion: " + apiVersion + ", kind: " + kind + metadata
                        + (rest.isEmpty() ? "" : ", " + rest) + "}"),
                NOW,
                () -> hasConditions);
        return verdict.ready()
                ? "ready" + (verdict.byBeingThere() ? " (" + verdict.state() + ")" : "")
                : (verdict.state() + " | " + verdict.detail()).strip();
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiterString = "->", textBlock = """
            'spec: {replicas: 2}, status: {observedGeneration: 3, replicas: 2, updatedReplicas: 2, availableReplicas: 2}, metadata: {generation: 3}' -> ready
            'spec: {replicas: 2}, status: {observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2}, metadata: {generation: 3}' -> newest change not seen yet |
            'spec: {replicas: 2}, status: {replicas: 2, updatedReplicas: 1, availableReplicas: 2}' -> 1 of 2 updated |
            'spec: {replicas: 2}, status: {replicas: 3, updatedReplicas: 2, availableReplicas: 3}' -> 1 old pod still running |
            'spec: {replicas: 2}, status: {replicas: 2, updatedReplicas: 2, availableReplicas: 1}' -> 1 of 2 available |
            'spec: {}, status: {replicas: 1, updatedReplicas: 1}' -> 0 of 1 available |
            'spec: {}' -> 0 of 1 updated |
            'spec: {replicas: 0}, status: {observedGeneration: 1}' -> ready
            'spec: {paused: true}' -> ready
            'spec: {}, status: {conditions: [{type: Progressing, status: "False", reason: ProgressDeadlineExceeded, message: "ReplicaSet \\"x\\" has timed out progressing."}]}' -> 0 of 1 updated | ProgressDeadlineExceeded: ReplicaSet "x" has timed out progressing.
            'spec: {}, status: {conditions: [{type: ReplicaFailure, status: "True", reason: FailedCreate, message: "exceeded quota"}]}' -> 0 of 1 updated | FailedCreate: exceeded quota
            """)
    void a_deployment_is_ready_when_its_rollout_is_complete(String rest, String verdict) {
        assertEquals(verdict, verdict("apps/v1", "Deployment", rest));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiterString = "->", textBlock = """
            'spec: {replicas: 1}, status: {readyReplicas: 1, currentRevision: a, updateRevision: a}' -> ready
            'spec: {replicas: 2}, status: {readyReplicas: 1, currentRevision: a, updateRevision: a}' -> 1 of 2 ready |
            'spec: {replicas: 2}, status: {readyReplicas: 2, updatedReplicas: 1, currentRevision: a, updateRevision: b}' -> 1 of 2 updated |
            'spec: {replicas: 3, updateStrategy: {rollingUpdate: {partition: 2}}}, status: {readyReplicas: 3, updatedReplicas: 1, currentRevision: a, updateRevision: b}' -> ready
            'spec: {replicas: 3, updateStrategy: {rollingUpdate: {partition: 2}}}, status: {readyReplicas: 3, currentRevision: a, updateRevision: b}' -> 0 of 1 updated |
            'spec: {updateStrategy: {type: OnDelete}}, status: {readyReplicas: 1, currentRevision: a, updateRevision: b}' -> ready
            """)
    void a_statefulset_is_ready_when_its_partition_is_updated(String rest, String verdict) {
        assertEquals(verdict, verdict("apps/v1", "StatefulSet", rest));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiterString = "->", textBlock = """
            'status: {desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2}' -> ready
            'status: {desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberAvailable: 2}' -> 1 of 2 updated |
            'status: {desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1}' -> 1 of 2 available |
            'spec: {updateStrategy: {type: OnDelete}}, status: {desiredNumberScheduled: 1, numberAvailable: 1}' -> ready
            """)
    void a_daemonset_is_ready_when_every_node_has_the_new_pod(String rest, String verdict) {
        assertEquals(verdict, verdict("apps/v1", "DaemonSet", rest));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiterString = "->", textBlock = """
            'status: {phase: Running, conditions: [{type: Ready, status: "True"}]}' -> ready
            'status: {phase: Succeeded}' -> ready
            'status: {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: "0/3 nodes"}]}' -> Pending | Unschedulable: 0/3 nodes
            'status: {phase: Pending, containerStatuses: [{state: {waiting: {reason: ImagePullBackOff}}}]}' -> Pending | ImagePullBackOff
            'status: {phase: Pending, containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}]}' -> Pending |
            'status: {phase: Running, containerStatuses: [{restartCount: 7, state: {waiting: {reason: CrashLoopBackOff}}}]}' -> not ready | CrashLoopBackOff, restarted 7 times
            'status: {phase: Pending, initContainerStatuses: [{state: {terminated: {reason: Error, exitCode: 3}}}]}' -> Pending | Error, exit code 3
            'status: {phase: Running, conditions: [{type: Ready, status: "False", reason: ContainersNotReady, message: "containers with unready status: [main]"}]}' -> not ready | ContainersNotReady: containers with unready status: [main]
            'status: {phase: Failed, reason: Evicted}' -> Failed | Evicted
            """)
    void a_pod_says_what_keeps_it(String rest, String verdict) {
        assertEquals(verdict, verdict("v1", "Pod", rest));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiterString = "->", textBlock = """
            'status: {conditions: [{type: Complete, status: "True"}]}' -> ready
            'status: {active: 1}' -> 0 of 1 complete |
            'spec: {completions: 3}, status: {succeeded: 1, failed: 2}' -> 1 of 3 complete | 2 failed so far
            'spec: {suspend: true}' -> suspended |
            'status: {conditions: [{type: Failed, status: "True", reason: BackoffLimitExceeded, message: "Job has reached the specified backoff limit"}]}' -> failed, and will not be tried again | BackoffLimitExceeded: Job has reached the specified backoff limit
            """)
    void a_job_is_ready_when_it_is_complete(String rest, String verdict) {
        assertEquals(verdict, verdict("batch/v1", "Job", rest));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiterString = "->", textBlock = """
            v1 -> PersistentVolumeClaim -> 'status: {phase: Bound}' -> ready
            v1 -> PersistentVolumeClaim -> 'status: {phase: Pending}' -> Pending |
            v1 -> Service -> 'spec: {type: ClusterIP}' -> ready (no address to wait for)
            v1 -> Service -> 'spec: {type: LoadBalancer}' -> no address yet | the load balancer has not given one
            v1 -> Service -> 'spec: {type: LoadBalancer}, status: {loadBalancer: {ingress: [{hostname: a.example}]}}' -> ready
            v1 -> Service -> 'spec: {type: LoadBalancer, externalIPs: [192.0.2.1]}' -> ready
            v1 -> ConfigMap -> '' -> ready (no conditions)
            networking.k8s.io/v1 -> Ingress -> '' -> ready (no conditions)
            v1 -> ReplicationController -> 'spec: {replicas: 2}, status: {readyReplicas: 1}' -> 1 of 2 ready |
            apps/v1 -> ReplicaSet -> 'spec: {replicas: 0}' -> ready
            apiextensions.k8s.io/v1 -> CustomResourceDefinition -> '' -> not Established | no such condition yet
            apiextensions.k8s.io/v1 -> CustomResourceDefinition -> 'status: {conditions: [{type: Established, status: "True"}]}' -> ready
            apiregistration.k8s.io/v1 -> APIService -> 'status: {conditions: [{type: Available, status: "False", reason: MissingEndpoints}]}' -> not Available | MissingEndpoints
            cert-manager.io/v1 -> Certificate -> 'status: {conditions: [{type: Ready, status: "False", reason: Issuing, message: "in progress"}]}' -> not Ready | Issuing: in progress
            cert-manager.io/v1 -> Certificate -> 'status: {conditions: [{type: Ready, status: "True"}]}' -> ready
            example.com/v1 -> Thing -> 'status: {observedGeneration: 1, conditions: [{type: Ready, status: "True"}]}, metadata: {generation: 2}' -> newest change not seen yet |
            example.com/v1 -> Thing -> 'status: {conditions: [{type: Odd, status: "False"}]}' -> ready (no condition Ready or Available)
            example.com/v1 -> Deployment -> '' -> ready (no conditions)
            """)
    void other_kinds_are_ready_as_they_say(String apiVersion, String kind, String rest, String verdict) {
        assertEquals(verdict, verdict(apiVersion, kind, rest));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = "->", textBlock = """
            'metadata: {name: x, deletionTimestamp: "2026-11-23T10:00:30Z", finalizers: [service.kubernetes.io/load-balancer-cleanup]}' -> Terminating 12s | finalizer service.kubernetes.io/load-balancer-cleanup
            'metadata: {name: x, deletionTimestamp: "2026-11-23T09:57:37Z", finalizers: [a, b]}' -> Terminating 3m 5s | finalizers a, b
            'metadata: {name: x, deletionTimestamp: "2026-11-23T10:01:00Z", deletionGracePeriodSeconds: 30}' -> Terminating 12s | grace period 30s
            'metadata: {name: x, deletionTimestamp: "odd"}' -> Terminating |
            """)
    void what_is_being_deleted_is_never_ready(String rest, String verdict) {
        assertEquals(verdict, verdict("v1", "ConfigMap", rest));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiterString = "->", textBlock = """
            example.com/v1 -> true -> '' -> no condition yet | objects of its kind say by conditions whether they are ready
            example.com/v1 -> true -> 'status: {conditions: []}' -> no condition yet | objects of its kind say by conditions whether they are ready
            example.com/v1 -> false -> '' -> ready (no conditions)
            example.com/v1 -> true -> 'status: {conditions: [{type: Odd, status: "False"}]}' -> ready (no condition Ready or Available)
            example.com/v1 -> true -> 'status: {conditions: [{type: Ready, status: "Unknown", reason: Pending}]}' -> not Ready | Pending
            example.com/v1 -> true -> 'status: {conditions: [{type: Ready, status: "True"}, {type: Reconciling, status: "True", reason: Progressing}]}' -> Reconciling | Progressing
            example.com/v1 -> true -> 'status: {conditions: [{type: Ready, status: "True"}, {type: Reconciling, status: "False"}]}' -> ready
            example.com/v1 -> false -> 'status: {conditions: [{type: Stalled, status: "True", reason: Broken, message: "no such issuer"}]}' -> Stalled | Broken: no such issuer
            example.com/v1 -> true -> 'status: {observedGeneration: 1, conditions: [{type: Ready, status: "True"}]}, metadata: {generation: 2}' -> newest change not seen yet |
            """)
    void other_kinds_are_ready_by_their_conditions_as_kstatus_reads_them(
            String apiVersion, boolean hasConditions, String rest, String verdict) {
        assertEquals(verdict, verdict(apiVersion, "Thing", rest, hasConditions));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", textBlock = """
            '' -> not Ready | no such condition yet
            'status: {conditions: [{type: MemoryPressure, status: "False"}]}' -> not Ready | no such condition yet
            'status: {conditions: [{type: Ready, status: "Unknown", reason: NodeStatusUnknown}]}' -> not Ready | NodeStatusUnknown
            'status: {conditions: [{type: MemoryPressure, status: "False"}, {type: Ready, status: "True"}]}' -> ready
            """)
    void a_node_is_not_ready_before_its_kubelet_has_said_so(String rest, String verdict) {
        assertEquals(verdict, verdict("v1", "Node", rest));
    }
}
