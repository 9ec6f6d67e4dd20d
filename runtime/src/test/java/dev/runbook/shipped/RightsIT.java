package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators who may not do all that the runbook needs hear of it before anything is taken away. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class RightsIT {
    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web-ingress}
            spec: {defaultBackend: {service: {name: ingress-nginx, port: {number: 80}}}}
            """;

    private static final List<String> ALL =
            List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    @TempDir
    Path folder;

    /** A release, and an operator who may do everything with it but these verbs on this resource. */
    private OperatorSandbox place(int helm, String group, String resource, String... verbs)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("mine.yml"), "service: {testbed.runbook.dev/release-after: 1s}\n");
        OperatorSandbox place = new OperatorSandbox(folder, helm);
        String url = place.serve(Charts.coder(Map.of("ingress.yaml", INGRESS)), "1.15.0", "1.16.0", "1.16.1");
        place.install(url, "1.15.0");
        Map<String, List<String>> resources = Map.of(
                "",
                List.of("secrets", "services", "configmaps", "serviceaccounts", "pods", "events"),
                "apps",
                List.of("deployments", "replicasets", "statefulsets", "daemonsets"),
                "networking.k8s.io",
                List.of("ingresses"),
                "coordination.k8s.io",
                List.of("leases"));
        List<Map<String, Object>> rules = new ArrayList<>();
        resources.forEach((of, names) -> names.forEach(name -> rules.add(Map.of(
                "apiGroups",
                List.of(of),
                "resources",
                List.of(name),
                "verbs",
                ALL.stream()
                        .filter(verb -> !(of.equals(group)
                                && name.equals(resource)
                                && List.of(verbs).contains(verb)))
                        .toList()))));
        place.operatorHas(place.testbed.kubeconfigWith(rules, folder));
        return place;
    }

    private static String[] version(OperatorSandbox place, String version) {
        return new String[] {"repo_url=" + place.lastServed(), "version=" + version};
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void who_may_do_everything_that_is_needed_gets_through(int helm) throws Exception {
        try (OperatorSandbox place = place(helm, "", "none")) {
            Program.Ended plan = place.plan("update-coder.rb", version(place, "1.16.1"));
            assertEquals(0, plan.exit(), plan.said());
            says(plan, "Every right that the plan is known to need is there");

            Run run = place.exec(
                            "update-coder.rb", OperatorSandbox.with(version(place, "1.16.1"), "--yes", "--yes-destroy"))
                    .ends(0);
            run.doesNotSay("warning").step("Upgrade Coder", "recovered");
            place.allIsThere("coder");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void who_may_not_list_secrets_hears_it_before_the_first_step(int helm) throws Exception {
        try (OperatorSandbox place = place(helm, "", "secrets", "list")) {
            String missing = "list secrets in namespace " + place.namespace;
            Program.Ended plan = place.plan("update-coder.rb", version(place, "1.16.0"));
            assertEquals(1, plan.exit(), plan.said());
            says(plan, "missing: " + missing);
            Program.Ended screen = place.foresee("update-coder.rb", version(place, "1.16.0"));
            assertEquals(1, screen.exit(), screen.said());
            says(screen, "WILL FAIL: this account may not " + missing);
            says(
                    place.foresee("update-coder.rb", OperatorSandbox.with(version(place, "1.16.0"), "--json")),
                    "\"outcome\" : \"fails\", \"reasons\" : [ { \"step\" : \"\", \"class\" : \"Forbidden\"");

            Program program = place.execStarts(
                    place.helm(), Map.of(), "update-coder.rb", OperatorSandbox.with(version(place, "1.16.0"), "--yes"));
            Program.Ended ended = program.end();
            assertEquals(3, ended.exit(), ended.said());
            says(ended, "error: this account may not " + missing);
            assertFalse(Files.exists(folder.resolve(".runbook")), "a run was begun");
            place.allIsThere("coder");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void who_may_not_delete_services_keeps_every_object_of_the_release(int helm) throws Exception {
        try (OperatorSandbox place = place(helm, "", "services", "delete")) {
            String missing = "delete services in namespace " + place.namespace;
            Program.Ended plan = place.plan("update-coder.rb", version(place, "1.16.1"));
            assertEquals(0, plan.exit(), plan.said());
            says(plan, "missing: " + missing);
            says(plan, "\"Uninstall Coder\", after a failure");
            String service = place.objects.get("service", "ingress-nginx").uid();

            Run run = place.exec(
                            "update-coder.rb", OperatorSandbox.with(version(place, "1.16.1"), "--yes", "--yes-destroy"))
                    .ends(1);

            run.says("warning: this account may not " + missing);
            assertEquals(FailureClass.ImmutableField, run.firstFailure());
            run.step("Uninstall Coder", "failed").says("Nothing was deleted");
            assertEquals(service, place.objects.get("service", "ingress-nginx").uid());
            assertEquals("1.15.0", place.chartVersion("coder"));
            place.allIsThere("coder");
        }
    }

    @Test
    void who_may_not_write_leases_hears_it_from_the_plan_and_goes_on_only_without_them() throws Exception {
        try (OperatorSandbox place = place(3, "coordination.k8s.io", "leases", "create", "update")) {
            Program.Ended plan = place.plan("update-coder.rb", version(place, "1.16.0"));
            assertEquals(1, plan.exit(), plan.said());
            says(plan, "missing: create leases.coordination.k8s.io in namespace " + place.namespace);
            says(plan, "--no-cluster-lock");

            Program.Ended exec = place.execStarts(
                            place.helm(),
                            Map.of(),
                            "update-coder.rb",
                            OperatorSandbox.with(version(place, "1.16.0"), "--yes"))
                    .end();
            assertEquals(3, exec.exit(), exec.said());
            place.exec(
                            "update-coder.rb",
                            OperatorSandbox.with(version(place, "1.16.0"), "--yes", "--no-cluster-lock", "--preview"))
                    .ends(0)
                    .says("WILL SUCCEED");
        }
    }

    /** Helm 3 asks now and then; helm 4 watches, and without that right it fails and so does its way back. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void who_may_not_watch_ingresses_hears_whether_that_stops_the_run(int helm) throws Exception {
        try (OperatorSandbox place = place(helm, "networking.k8s.io", "ingresses", "watch")) {
            String missing = "watch ingresses.networking.k8s.io in namespace " + place.namespace;
            Program.Ended plan = place.plan("update-coder.rb", version(place, "1.16.0"));
            assertEquals(helm == 3 ? 0 : 1, plan.exit(), plan.said());
            says(plan, "missing: " + missing);

            Program.Ended ended = place.execStarts(
                            place.helm(),
                            Map.of(),
                            "update-coder.rb",
                            OperatorSandbox.with(version(place, "1.16.0"), "--yes"))
                    .end();
            assertEquals(helm == 3 ? 0 : 3, ended.exit(), ended.said());
            says(ended, (helm == 3 ? "warning" : "error") + ": this account may not " + missing);
            assertEquals(helm == 3 ? "1.16.0" : "1.15.0", place.chartVersion("coder"));
            place.allIsThere("coder");
        }
    }

    /** Lines are broken for people: a text may stand across two of them. */
    private static void says(Program.Ended ended, String text) {
        assertTrue(ended.said().replaceAll("\\s+", " ").contains(text), ended::said);
    }
}
