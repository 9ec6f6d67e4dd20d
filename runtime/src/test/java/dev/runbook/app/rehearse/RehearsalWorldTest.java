package dev.runbook.app.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.port.Processes;
import dev.runbook.provider.ScenarioException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a rehearsal ends that cannot begin: with what is wrong in the scenario, and with no server left. */
class RehearsalWorldTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void an_object_that_the_api_refuses_is_told_with_what_the_api_said() {
        assertMistake(
                "scenario odd, object 1 of `objects`, Deployment c, is refused by the API: Deployment.apps \"c\" is"
                        + " invalid: [spec.selector: Required value, spec.template.metadata.labels: Invalid value: null:"
                        + " `selector` does not match template `labels`]. Fix the manifest in the scenario.",
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: c},"
                        + " spec: {template: {spec: {containers: [{name: a, image: b}]}}}}");
        assertMistake(
                "scenario odd, object 1 of `objects`, ConfigMap, is refused by the API: ConfigMap \"\" is invalid:"
                        + " metadata.name: Required value: name or generateName is required. Fix the manifest in the"
                        + " scenario.",
                "{apiVersion: v1, kind: ConfigMap}");
    }

    @Test
    void a_kind_that_the_cluster_does_not_know_is_told_with_what_to_do() {
        assertMistake(
                "scenario odd, object 2 of `objects`, Certificate c, is of a kind that the embedded cluster does not"
                        + " know: Certificate of cert-manager.io/v1. If it is a custom resource, put its"
                        + " CustomResourceDefinition before it in `objects`.",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}},"
                        + " {apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: c}}");
        assertMistake(
                "scenario odd, object 1 of `objects`, ConfigMpa c, is of a kind that the embedded cluster does not"
                        + " know: ConfigMpa of v1. Did you mean `kind: ConfigMap`?",
                "{apiVersion: v1, kind: ConfigMpa, metadata: {name: c}}");
        assertMistake(
                "scenario odd, object 1 of `objects`, Deployment c, is of a kind that the embedded cluster does not"
                        + " know: Deployment of v1. Write `apiVersion: apps/v1`.",
                "{apiVersion: v1, kind: Deployment, metadata: {name: c}}");
        assertMistake(
                "scenario odd, object 1 of `objects` has no `kind`. Write it as in a manifest: `apiVersion: v1` and"
                        + " `kind: ConfigMap`.",
                "{apiVersion: v1, metadata: {name: c}}");
    }

    @Test
    void a_custom_resource_is_there_when_its_definition_stands_before_it() throws Exception {
        String objects = """
                {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition,
                 metadata: {name: certificates.cert-manager.io},
                 spec: {group: cert-manager.io, scope: Namespaced,
                  names: {plural: certificates, singular: certificate, kind: Certificate},
                  versions: [{name: v1, served: true, storage: true,
                   schema: {openAPIV3Schema: {type: object}}}]}},
                {apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: c, namespace: coder}}""";
        Set<Thread> before = servers();
        try (RehearsalWorld _ = start(objects)) {
            assertNotEquals(before, servers());
        }
        assertEquals(before, servers());
    }

    @Test
    void no_server_is_left_when_helm_cannot_make_the_starting_state() throws Exception {
        Set<Thread> before = servers();
        Scenario scenario = Scenarios.read(
                        "a.yaml", "scenarios: [{name: odd, charts: [1.16.0], repositories: [coder]}]")
                .getFirst();
        RehearsalWorld.NotReady failed = assertThrows(RehearsalWorld.NotReady.class, () -> start(scenario));
        assertEquals("helm repo of the starting state failed: there is no helm here", failed.getMessage());
        assertEquals(before, servers());
    }

    private void assertMistake(String expected, String objects) {
        Set<Thread> before = servers();
        ScenarioException mistake = assertThrows(ScenarioException.class, () -> start(objects));
        assertEquals(expected, mistake.getMessage());
        assertEquals(before, servers());
    }

    /** The threads that wait for connections to servers of ours. */
    private static Set<Thread> servers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HTTP-Dispatcher"))
                .collect(Collectors.toSet());
    }

    private RehearsalWorld start(String objects) throws Exception {
        Scenario scenario = Scenarios.read("a.yaml", "scenarios: [{name: odd, objects: [" + objects + "]}]")
                .getFirst();
        return start(scenario);
    }

    private RehearsalWorld start(Scenario scenario) throws Exception {
        return RehearsalWorld.start(
                scenario,
                RunbookNames.USUALLY,
                RehearsalPlace.bare(folder, folder, Optional.of("helm")),
                new NoProgram());
    }

    /** Starts nothing: such a world needs no helm. */
    private static final class NoProgram implements Processes {
        @Override
        public Result run(Request request, Output output) {
            return new Result(End.EXITED, 1, "", "there is no helm here", Duration.ZERO);
        }

        @Override
        public boolean runs(long pid, Instant started) {
            return false;
        }

        @Override
        public List<Running> adopt(long pid) {
            return List.of();
        }

        @Override
        public Optional<String> find(String program) {
            return Optional.empty();
        }
    }
}
