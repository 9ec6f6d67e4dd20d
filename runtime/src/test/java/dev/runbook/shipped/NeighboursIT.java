package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.ReleaseManifest;
import dev.runbook.provider.kube.ReleaseManifest.Listed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lives beside the release: the same release in another namespace, and users' things, whatever state they are in. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class NeighboursIT {
    /** No name of the chart, and as long as a word of it: nothing may be found by a part of its name. */
    private static final String RELEASE = "coder-dev";

    /** Users' things that would hold up a wait that took them for the release's. */
    private static final String USERS = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: alice-home, finalizers: [acme.example/held], labels: {app: coder-dev}}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: alice
              labels: {app.kubernetes.io/managed-by: Helm, app: coder-dev}
              annotations:
                meta.helm.sh/release-name: alice
                meta.helm.sh/release-namespace: NAMESPACE
                testbed.runbook.dev/address-after: never
                testbed.runbook.dev/release-after: never
            spec: {type: LoadBalancer, selector: {workspace: alice}, ports: [{port: 80}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: coder-dev-alice, labels: {app: coder-dev}}
            spec:
              selector: {matchLabels: {workspace: alice}}
              template:
                metadata:
                  labels: {workspace: alice, app: coder-dev}
                  annotations: {testbed.runbook.dev/ready-after: never}
                spec: {containers: [{name: dev, image: example.com/dev}]}
            """;

    private static final Map<String, String> OF_USERS =
            Map.of("persistentvolumeclaim", "alice-home", "service", "alice", "deployment", "coder-dev-alice");

    @TempDir
    Path folder;

    private OperatorSandbox place(String name, int helm) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Files.writeString(own.resolve("mine.yml"), "service: {testbed.runbook.dev/release-after: 2s}\n");
        return new OperatorSandbox(own, helm);
    }

    private static String install(OperatorSandbox place) throws Exception {
        String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
        place.helm("install", RELEASE, "coder", "--repo=" + url, "--version=1.15.0", "--values=mine.yml");
        place.objects.awaitAddresses("ingress-nginx");
        return url;
    }

    /** Identity, generation and fate of each object: a change of any is a touch. */
    private static Map<String, String> state(OperatorSandbox place, Map<String, String> names) {
        Map<String, String> state = new TreeMap<>();
        names.forEach((kind, name) -> {
            KubeObject object = place.objects.get(kind, name);
            state.put(
                    kind + " " + name,
                    object.uid() + " " + object.text("metadata", "generation")
                            + object.text("metadata", "deletionTimestamp")
                            + object.at("metadata", "labels") + object.at("metadata", "annotations"));
        });
        return state;
    }

    private static Map<String, String> ofTheRelease(OperatorSandbox place) throws Exception {
        Map<String, String> names = new TreeMap<>();
        for (Listed listed : ReleaseManifest.parse(place.helm("get", "manifest", RELEASE))) {
            names.put(listed.kind(), listed.name());
        }
        return state(place, names);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_reinstall_touches_nothing_that_is_not_the_releases_and_waits_for_none_of_it(int helm) throws Exception {
        try (OperatorSandbox here = place("here", helm);
                OperatorSandbox there = place("there", helm)) {
            String url = install(here);
            install(there);
            here.objects.create(USERS.replace("NAMESPACE", here.namespace));
            there.objects.create(USERS.replace("NAMESPACE", there.namespace));
            here.objects.awaitControllers();
            there.objects.awaitControllers();
            // One that is on its way and held: a wait that took it for the release's would never end.
            here.objects.delete("persistentvolumeclaim", "alice-home");
            here.objects.delete("service", "alice");
            String old = here.objects.get("service", "ingress-nginx").uid();
            Map<String, String> users = state(here, OF_USERS);
            Map<String, String> elsewhere = ofTheRelease(there);
            Map<String, String> usersElsewhere = state(there, OF_USERS);

            Run run = here.exec(
                            "update-coder.rb",
                            "repo_url=" + url,
                            "release=" + RELEASE,
                            "version=1.16.1",
                            "limit=2m",
                            "--yes",
                            "--yes-destroy")
                    .ends(0);

            assertEquals(FailureClass.ImmutableField, run.firstFailure());
            run.step("Uninstall Coder", "done").step("Wait until the old resources are gone", "done");
            run.doesNotSay("alice").doesNotSay(there.namespace);
            here.allIsThere(RELEASE);
            assertNotEquals(old, here.objects.get("service", "ingress-nginx").uid());
            assertEquals("1.15.0", there.chartVersion(RELEASE));
            assertEquals(users, state(here, OF_USERS));
            assertEquals(elsewhere, ofTheRelease(there));
            assertEquals(usersElsewhere, state(there, OF_USERS));
            for (OperatorSandbox place : List.of(here, there)) {
                place.objects.patch(
                        "persistentvolumeclaim", "alice-home", Map.of("metadata", Map.of("finalizers", List.of())));
                place.objects.patch(
                        "service",
                        "alice",
                        Map.of("metadata", Map.of("annotations", Map.of("testbed.runbook.dev/release-after", "0s"))));
            }
        }
    }
}
