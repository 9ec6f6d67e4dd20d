package dev.runbook.provider.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterActionsTest {
    private static final ResourceId DEPLOYMENT = new ResourceId("apps/v1", "Deployment", "coder", "coderd", "d1");
    private static final ResourceId SERVICE = new ResourceId("v1", "Service", "coder", "coderd", "s1");
    private static final ResourceId LOST = new ResourceId("v1", "Service", "coder", "web", "");

    private final Calls calls = new Calls("v3.14.4");
    private final FakeCluster cluster = new FakeCluster();

    @BeforeEach
    void aCluster() {
        calls.cluster = cluster;
        calls.writer = cluster;
        calls.now = Instant.parse("2026-11-23T10:00:42.5Z");
        cluster.has("{kind: Service, metadata: {name: coderd, namespace: coder, uid: s1}}");
    }

    private String act(String name, Value... arguments) throws InterruptedException {
        Action action = new KubeProvider()
                .actions().stream()
                        .filter(a -> a.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return switch (action.perform(calls.call(name, List.of(arguments)), Processes.Output.NONE)) {
            case Outcome.Done done -> done.summary();
            case Outcome.NotDone not ->
                not.failure().kind() + ": " + not.failure().summary();
        };
    }

    private String words(String name, Value... arguments) throws InterruptedException {
        Action action = new KubeProvider()
                .actions().stream()
                        .filter(a -> a.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return switch (action.intent(calls.call(name, List.of(arguments)))) {
            case Intent.Description deed -> deed.words();
            case Intent.Command command -> String.join(" ", command.arguments());
        };
    }

    private static Resources set(ResourceId... members) {
        return new Resources("some objects", List.of(members), List.of(), false);
    }

    @Test
    void delete_takes_the_very_objects_and_what_is_gone_already_is_done() throws InterruptedException {
        assertEquals("deleted 1 object; 2 not there any more", act("resource.delete", set(DEPLOYMENT, SERVICE, LOST)));
        assertEquals(List.of("delete deployment/coderd d1", "delete service/coderd s1"), cluster.changes);
    }

    @Test
    void maps_become_merge_patches_and_nil_takes_away() throws InterruptedException {
        Value map = new Value.Map(Map.of("a", Value.of(1)));
        assertEquals("annotated 1 object", act("resource.annotate", set(SERVICE), map));
        assertEquals(
                "labelled 1 object", act("resource.label", set(SERVICE), new Value.Map(Map.of("team", Value.NIL))));
        assertEquals(
                List.of(
                        "patch service/coderd {metadata={annotations={a=1}}}",
                        "patch service/coderd {metadata={labels={team=null}}}"),
                cluster.changes);
    }

    @Test
    void a_secret_never_becomes_a_label() throws InterruptedException {
        Value map = new Value.Map(Map.of("a", new Value.Secret("password", "hunter2")));
        assertEquals(
                "CommandFailed: resource.label: the value of a must be a text that everybody may read",
                act("resource.label", set(SERVICE), map));
        assertEquals(List.of(), cluster.changes);
    }

    @Test
    void a_snapshot_of_a_volume_is_of_one_claim() throws InterruptedException {
        ResourceId claim = new ResourceId("v1", "PersistentVolumeClaim", "coder", "data", "c1");
        assertEquals(
                "made volumesnapshot/before in namespace coder; the storage fills it from now on",
                act("resource.snapshot", set(claim), Value.of("before")));
        assertEquals(
                List.of("create VolumeSnapshot in coder {metadata={name=before}, "
                        + "spec={source={persistentVolumeClaimName=data}}}"),
                cluster.changes);
        assertEquals(
                "CommandFailed: resource.snapshot is given service/coderd, and a snapshot is of one volume claim",
                act("resource.snapshot", set(SERVICE), Value.of("before")));
        assertEquals(
                "CommandFailed: there is no persistentvolumeclaim/data in namespace coder",
                act(
                        "resource.snapshot",
                        set(new ResourceId("v1", "PersistentVolumeClaim", "coder", "data", "")),
                        Value.of("before")));
    }

    @Test
    void workloads_are_scaled_and_restarted() throws InterruptedException {
        assertEquals("scaled 1 object", act("resource.scale", set(DEPLOYMENT), Value.of(0)));
        assertEquals("restarted 1 object", act("resource.restart", set(DEPLOYMENT)));
        assertEquals(
                List.of(
                        "patch deployment/coderd/scale {spec={replicas=0}}",
                        "patch deployment/coderd {spec={template={metadata={annotations={kubectl.kubernetes.io/restartedAt=2026-11-23T10:00:42Z}}}}}"),
                cluster.changes);
        assertEquals("scaled 1 object", act("resource.scale", set(DEPLOYMENT), Value.of("3")), "kept in an annotation");
        assertEquals(
                "CommandFailed: resource.scale needs a number of replicas, 0 or more",
                act("resource.scale", set(DEPLOYMENT), Value.of(-1)));
        assertEquals("CommandFailed: service/coderd cannot be restarted", act("resource.restart", set(SERVICE)));
    }

    @Test
    void what_is_not_there_cannot_be_changed() throws InterruptedException {
        assertEquals(
                "CommandFailed: there is no service/web in namespace coder",
                act("resource.label", set(LOST), new Value.Map(Map.of())));
    }

    @Test
    void a_refusal_of_the_server_is_the_outcome() throws InterruptedException {
        cluster.refuses = Optional.of(Failure.of(FailureClass.Forbidden, "context c may not delete services"));
        assertEquals("Forbidden: context c may not delete services", act("resource.delete", set(SERVICE)));
    }

    @Test
    void plans_say_what_is_meant_also_when_it_is_not_known_yet() throws InterruptedException {
        assertEquals("delete service/coderd, deployment/coderd", words("resource.delete", set(SERVICE, DEPLOYMENT)));
        assertEquals(
                "scale <service(\"x\")> to <replicas>",
                words("resource.scale", new Value.Unknown("service(\"x\")", "later"), new Value.Unknown("n", "later")));
        assertEquals(
                "set labels team of service/coderd",
                words("resource.label", set(SERVICE), new Value.Map(Map.of("team", Value.of("a")))));
    }
}
