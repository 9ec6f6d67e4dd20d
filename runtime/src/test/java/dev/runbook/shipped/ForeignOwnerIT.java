package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.runbook.language.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that the chart brings and that somebody else has made before. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class ForeignOwnerIT {
    private static final String BUDGET = """
            {{- if semverCompare ">=1.16.0" .Chart.Version }}
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: coderd}
            spec: {minAvailable: 1, selector: {matchLabels: {app: coder}}}
            {{- end }}
            """;

    /** Objects that belong to nobody: helm names them one after the other. */
    private static final String UNLABELLED = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: coder}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: envbox}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: alice}
            ---
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: coderd}
            spec: {minAvailable: 1, selector: {matchLabels: {app: coder}}}
            """;

    @TempDir
    Path folder;

    private OperatorSandbox place(int helm) throws IOException {
        Files.writeString(
                folder.resolve("mine.yml"),
                "accounts: {coder: true, envbox: true}\nservice: {testbed.runbook.dev/release-after: 1s}\n");
        return new OperatorSandbox(folder, helm);
    }

    private static Optional<String> owner(OperatorSandbox place, String kind, String name) {
        return place.objects.get(kind, name).text("metadata", "annotations", "meta.helm.sh/release-name");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void what_the_chart_brings_and_nobody_owns_is_adopted_and_no_other(int helm) throws Exception {
        try (OperatorSandbox place = place(helm)) {
            String url = place.serve(Charts.coder(Map.of("budget.yaml", BUDGET)), "1.15.0", "1.16.0");
            place.install(url, "1.15.0");
            place.objects.create(UNLABELLED);
            String account = place.objects.get("serviceaccount", "coder").uid();

            Run run = place.updateCoder(url, "version=1.16.0", "--yes").ends(0);

            assertEquals(FailureClass.ForeignOwner, run.firstFailure());
            run.step("Give the object to the release", "done").step("Upgrade Coder", "recovered");
            run.says("serviceaccount/coder").says("poddisruptionbudget/coderd");
            assertEquals(account, place.objects.get("serviceaccount", "coder").uid());
            assertEquals(Optional.of("coder"), owner(place, "serviceaccount", "envbox"));
            assertEquals(Optional.empty(), owner(place, "serviceaccount", "alice"));
            place.allIsThere("coder");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_first_install_adopts_too(int helm) throws Exception {
        try (OperatorSandbox place = place(helm)) {
            String url = place.serve(Charts.coder(), "1.16.0");
            Files.copy(folder.resolve("mine.yml"), folder.resolve("current-values.yml"));
            place.objects.create(UNLABELLED);

            Run run = place.updateCoder(url, "--yes").ends(0);

            run.step("Give the object to the release", "done").step("Upgrade Coder", "recovered");
            place.allIsThere("coder");
        }
    }

    @Test
    void what_belongs_to_another_release_is_taken_only_by_a_person_who_says_so() throws Exception {
        try (OperatorSandbox place = place(4)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.0");
            place.install(url, "1.15.0");
            place.objects.create("""
                    apiVersion: v1
                    kind: ServiceAccount
                    metadata:
                      name: coder
                      labels: {app.kubernetes.io/managed-by: Helm}
                      annotations: {meta.helm.sh/release-name: other, meta.helm.sh/release-namespace: elsewhere}
                    """);

            Run asked = place.updateCoder(url, "version=1.16.0", "--yes").ends(5);
            asked.step("Take the object from the other release", "failed").says("from release other");
            assertEquals(Optional.of("other"), owner(place, "serviceaccount", "coder"));
            assertEquals("1.15.0", place.chartVersion("coder"));

            Run told = place.updateCoder(
                            url,
                            "version=1.16.0",
                            "--new",
                            "--yes",
                            "--answer",
                            "Take the object from the other release=yes")
                    .ends(0);
            told.step("Take the object from the other release", "done");
            assertEquals(Optional.of("coder"), owner(place, "serviceaccount", "coder"));
            place.allIsThere("coder");
        }
    }

    /** Whoever mistypes the name of a release must not take the right one apart. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_release_that_is_not_there_takes_nothing_from_one_that_is(int helm) throws Exception {
        try (OperatorSandbox place = place(helm)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.0");
            place.install(url, "1.15.0");
            Files.copy(folder.resolve("mine.yml"), folder.resolve("typo.yml"));

            Run run = place.updateCoder(
                            url, "release=codr", "values=typo.yml", "version=1.16.0", "--yes", "--yes-destroy")
                    .ends(1);

            assertEquals(FailureClass.ForeignOwner, run.firstFailure());
            assertEquals(Optional.of("coder"), owner(place, "service", "ingress-nginx"));
            run.says("It belongs to release coder. Where codr is mistyped, give the right name");
            assertEquals("1.15.0", place.chartVersion("coder"));
            place.allIsThere("coder");
        }
    }

    @Test
    void an_object_in_another_namespace_and_one_in_none_are_found() throws Exception {
        String elsewhere = """
                {{- if semverCompare ">=1.16.0" .Chart.Version }}
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: shared, namespace: NAMESPACE-shared}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: NAMESPACE-reader}
                rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
                {{- end }}
                """;
        try (OperatorSandbox place = place(3)) {
            String template = elsewhere.replace("NAMESPACE", place.namespace);
            String url = place.serve(Charts.coder(Map.of("elsewhere.yaml", template)), "1.15.0", "1.16.0");
            place.install(url, "1.15.0");
            place.objects.create("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + place.namespace + "-shared}\n");
            try {
                place.objects.create(template.replaceAll("(?m)^\\{\\{.*$", ""));

                Run run = place.updateCoder(url, "version=1.16.0", "--yes").ends(0);

                run.step("Give the object to the release", "done");
                place.allIsThere("coder");
            } finally {
                place.objects.delete("clusterrole", place.namespace + "-reader");
                place.objects.delete("namespace", place.namespace + "-shared");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void what_was_adopted_and_cannot_be_changed_is_made_anew_and_nothing_else(int helm) throws Exception {
        String proxy = """
                {{- if semverCompare ">=1.16.0" .Chart.Version }}
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: envproxy}
                spec:
                  selector: {matchLabels: {app: envproxy}}
                  template:
                    metadata: {labels: {app: envproxy}}
                    spec: {containers: [{name: main, image: example.com/envproxy}]}
                {{- end }}
                """;
        try (OperatorSandbox place = place(helm)) {
            String url = place.serve(Charts.coder(Map.of("proxy.yaml", proxy)), "1.15.0", "1.16.0");
            place.install(url, "1.15.0");
            place.objects.create(proxy.replaceAll("(?m)^\\{\\{.*$", "").replace("app: envproxy", "app: by-hand"));
            String byHand = place.objects.get("deployment", "envproxy").uid();

            Run run = place.updateCoder(url, "version=1.16.0", "--yes", "--yes-destroy")
                    .ends(0);

            // The rollback has deleted it, since the old chart does not have it: nothing else is in the way.
            if (helm == 3) {
                assertEquals("rescue ForeignOwner, rescue ImmutableField", run.rescues());
            } else {
                assertEquals("rescue ForeignOwner, rescue ApplyConflict", run.rescues());
                run.step("Overwrite what another tool has set", "done");
            }
            assertFalse(run.said().contains("uninstall coder"), run.said());
            assertNotEquals(byHand, place.objects.get("deployment", "envproxy").uid());
            place.allIsThere("coder");
        }
    }

    /** Helm 3 overwrites in silence; helm 4 says who has set what. */
    @Test
    void fields_that_another_tool_has_set_are_overwritten_when_a_person_agrees() throws Exception {
        try (OperatorSandbox place = place(4)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.0");
            place.install(url, "1.15.0");
            place.objects.patch("deployment", "coderd", Map.of("spec", Map.of("replicas", 3)));
            String server = place.objects.get("deployment", "coderd").uid();

            Run run = place.updateCoder(url, "version=1.16.0", "--yes").ends(0);

            assertEquals(FailureClass.ApplyConflict, run.firstFailure());
            run.step("Overwrite what another tool has set", "done");
            assertEquals(
                    Optional.of("1"), place.objects.get("deployment", "coderd").text("spec", "replicas"));
            assertEquals(server, place.objects.get("deployment", "coderd").uid());
            place.allIsThere("coder");
        }
    }

    @Test
    void it_is_deleted_when_that_is_what_was_asked_for() throws Exception {
        try (OperatorSandbox place = place(3)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.0");
            place.install(url, "1.15.0");
            place.objects.create(UNLABELLED);
            String byHand = place.objects.get("serviceaccount", "coder").uid();

            place.updateCoder(url, "version=1.16.0", "foreign_objects=delete", "--yes")
                    .ends(5);
            assertEquals(byHand, place.objects.get("serviceaccount", "coder").uid());

            Run run = place.updateCoder(
                            url, "version=1.16.0", "foreign_objects=delete", "--new", "--yes", "--yes-destroy")
                    .ends(0);
            run.step("Delete the object", "done", "done");
            assertNotEquals(byHand, place.objects.get("serviceaccount", "coder").uid());
            assertEquals(List.of(), run.step("Uninstall Coder"));
            place.allIsThere("coder");
        }
    }
}
