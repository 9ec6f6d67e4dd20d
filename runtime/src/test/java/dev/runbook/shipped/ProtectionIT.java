package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.provider.kube.adapter.Testbed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an update must not take away: what no install brings back stays, or was named in a question that somebody answered.
 * The charts are in the resources of this test; from version 2.0.0 on each is another one.
 */
class ProtectionIT extends ProtectedCharts {
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_claim_and_a_definition_that_the_next_chart_drops_go_only_when_a_person_agrees(int helm) throws Exception {
        try (OperatorSandbox place = installed(helm, "dropped")) {
            try {
                // It has moved to where helm never updates anything, and never brings anything back.
                Path definition = Files.createDirectories(folder.resolve("2.0.0/crds"));
                Files.writeString(definition.resolve("widgets.yaml"), text(place, "definition"));
                String data = claim(place, "data");
                createWidget(place, "precious");

                Run asked = update(place, "--yes").ends(5);
                asked.step("Upgrade the release", "failed");
                asked.says("Widget (precious)").says("persistentvolumeclaim/data and its volume");
                assertEquals(List.of(), lossesAgreed(asked));
                assertEquals(data, claim(place, "data"));
                assertTrue(widget(place, "precious").isPresent());
                assertEquals("1.0.0", place.chartVersion("app"));

                Run told = update(place, "--new", "--yes", "--answer", "losses of Upgrade the release=yes")
                        .ends(0);
                assertEquals(
                        List.of(
                                "customresourcedefinition/widgets." + group(place) + " with 1 Widget (precious)",
                                "persistentvolumeclaim/data and its volume pvc-" + data),
                        lossesAgreed(told));
                gone(place, "data");
                assertEquals(Optional.empty(), widget(place, "precious"));
                place.allIsThere("app");
            } finally {
                undefine(place);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_definition_that_is_kept_is_not_replaced_under_its_objects_unasked(int helm) throws Exception {
        try (OperatorSandbox place = installed(helm, "kept")) {
            try {
                createWidget(place, "precious");
                String server = place.objects.get("deployment", "app").uid();

                // The uninstall would keep it, and the install would fail on it again.
                Run stopped = update(place, "recovery=reinstall", "--yes", "--yes-destroy")
                        .ends(1);
                stopped.says("helm keeps").says("when it uninstalls app");
                assertEquals(List.of(), stopped.step("Uninstall the release"));
                assertTrue(widget(place, "precious").isPresent());
                assertEquals(server, place.objects.get("deployment", "app").uid());

                // A yes to the replacement is none to the loss.
                String[] replaced = {"--new", "--yes", "--answer", "Replace what cannot be changed=yes"};
                update(place, replaced).ends(5).says("--answer 'losses of Replace what cannot be changed=yes'");
                assertTrue(widget(place, "precious").isPresent());

                Run told = update(
                                place,
                                OperatorSandbox.with(
                                        replaced, "--answer", "losses of Replace what cannot be changed=yes"))
                        .ends(0);
                assertEquals(
                        List.of("customresourcedefinition/widgets." + group(place) + " with 1 Widget (precious)"),
                        lossesAgreed(told));
                assertEquals(server, place.objects.get("deployment", "app").uid());
                place.allIsThere("app");
            } finally {
                undefine(place);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_claim_that_a_custom_resource_owns_stays_with_it(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            try {
                place.objects.create(text(place, "definition"));
                defined(place);
                install(place, "owner");
                String owner = widget(place, "main").orElseThrow().uid();
                place.objects.create("""
                        apiVersion: v1
                        kind: PersistentVolumeClaim
                        metadata:
                          name: data-of-main
                          ownerReferences: [{apiVersion: %s/v1, kind: Widget, name: main, uid: %s, controller: true}]
                        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                        """.formatted(group(place), owner));
                String data = claim(place, "data-of-main");

                Run run = update(place, "--yes", "--yes-destroy").ends(0);
                run.step("Replace what cannot be changed", "done").says("Replace deployment/app and nothing else");
                assertEquals(List.of(), lossesAgreed(run));
                assertEquals(owner, widget(place, "main").orElseThrow().uid());
                assertEquals(data, claim(place, "data-of-main"));
                place.allIsThere("app");

                Run told = back(place, "--yes-destroy").ends(0);
                assertEquals(
                        List.of("persistentvolumeclaim/data-of-main and its volume pvc-" + data
                                + ", which widget/main owns"),
                        lossesAgreed(told));
                gone(place, "data-of-main");
                place.allIsThere("app");
            } finally {
                undefine(place);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_password_that_the_chart_has_made_up_stays_that_of_the_data(int helm) throws Exception {
        try (OperatorSandbox place = installed(helm, "password")) {
            String data = claim(place, "data-db-0");
            String password = password(place);
            String set = place.objects.get("statefulset", "db").uid();

            Run run = update(place, "--yes", "--yes-destroy").ends(0);
            run.step("Replace what cannot be changed", "done").says("statefulset/db is made again; its pods stay");
            assertEquals(List.of(), lossesAgreed(run));
            assertEquals(password, password(place));
            assertEquals(data, claim(place, "data-db-0"));
            assertNotEquals(set, place.objects.get("statefulset", "db").uid());
            place.allIsThere("app");

            Run asked = back(place).ends(5);
            asked.step("Uninstall the release", "failed");
            assertEquals(password, password(place));

            Run told = back(place, "--yes-destroy").ends(0);
            assertEquals(List.of("secret/auth, of which the chart makes up anew: password"), lossesAgreed(told));
            assertNotEquals(password, password(place));
            assertEquals(data, claim(place, "data-db-0"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void an_install_that_was_interrupted_is_completed_and_not_uninstalled(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            write(place, "interrupted");
            Program install = place.helmStarts("install", "app", "./1.0.0", "--wait");
            Testbed.eventually(
                    LONG,
                    "the install has made its pod",
                    () -> place.objects.find("pod", "shop-0").isPresent());
            install.kill();
            String data = claim(place, "data");
            place.objects.patch(
                    "pod",
                    "shop-0",
                    Map.of("metadata", Map.of("annotations", Map.of("testbed.runbook.dev/ready-after", "0s"))));

            Run run = update(place, "--yes").ends(0);

            run.step("Complete the interrupted install", "done");
            assertEquals(List.of(), run.step("Uninstall the release"));
            assertEquals(data, claim(place, "data"));
            assertEquals("2.0.0", place.chartVersion("app"));
            place.allIsThere("app");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_finished_job_is_replaced_and_nothing_else(int helm) throws Exception {
        try (OperatorSandbox place = installed(helm, "job")) {
            List<String> addresses = place.objects.awaitAddresses("web");
            String job = place.objects.get("job", "migrate").uid();
            List<String> others = othersThanTheJob(place);

            Run asked = update(place, "--yes").ends(5);
            asked.step("Replace what cannot be changed", "failed").says("Replace job/migrate and nothing else of app?");
            assertEquals(job, place.objects.get("job", "migrate").uid());

            Run told = update(place, "--new", "--yes", "--answer", "Replace what cannot be changed=yes")
                    .ends(0);
            assertEquals(List.of(), told.step("Uninstall the release"));
            assertEquals(List.of(), lossesAgreed(told));
            assertNotEquals(job, place.objects.get("job", "migrate").uid());
            assertEquals(others, othersThanTheJob(place));
            assertEquals(addresses, place.objects.awaitAddresses("web"));
            place.allIsThere("app");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void after_a_no_to_the_least_the_reinstall_is_offered_with_what_it_costs(int helm) throws Exception {
        try (OperatorSandbox place = installed(helm, "job")) {
            List<String> addresses = place.objects.awaitAddresses("web");
            String job = place.objects.get("job", "migrate").uid();
            List<String> others = othersThanTheJob(place);
            String[] declined = {"--yes", "--answer", "Replace what cannot be changed=no"};

            Run asked = update(place, declined).ends(5);
            asked.step("Replace what cannot be changed", "recovered")
                    .says("Reinstalling instead: ")
                    .says("service/web gives up its address " + String.join(", ", addresses));
            asked.step("Uninstall the release", "failed")
                    .says("Reinstall app? This costs: ")
                    .says("Replacing that alone instead: job/migrate");

            update(place, OperatorSandbox.with(declined, "--new", "--answer", "Uninstall the release=no"))
                    .ends(5);
            assertEquals(job, place.objects.get("job", "migrate").uid());
            assertEquals(others, othersThanTheJob(place));

            // Each way was declined: whoever carries the run on is asked from the first.
            place.resume(Map.of(), "--yes", "--answer", "Replace what cannot be changed=yes")
                    .ends(0);
            assertNotEquals(job, place.objects.get("job", "migrate").uid());
            assertEquals(others, othersThanTheJob(place));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void after_a_no_to_the_reinstall_the_least_is_offered_with_what_it_costs(int helm) throws Exception {
        try (OperatorSandbox place = installed(helm, "job")) {
            String job = place.objects.get("job", "migrate").uid();
            List<String> others = othersThanTheJob(place);
            String[] declined = {"recovery=reinstall", "--yes", "--answer", "Uninstall the release=no"};

            Run asked = update(place, declined).ends(5);
            asked.step("Uninstall the release", "failed").says("Replacing that alone instead: job/migrate");
            asked.step("Replace what cannot be changed", "failed")
                    .says(
                            "Replace job/migrate and nothing else of app? This costs: job/migrate, which has ended, runs again.")
                    .says("Reinstalling instead: ");

            Run both = update(
                            place,
                            OperatorSandbox.with(declined, "--new", "--answer", "Replace what cannot be changed=no"))
                    .ends(5);
            both.says("Replace what cannot be changed: --answer answered no (Declined)");
            assertEquals(job, place.objects.get("job", "migrate").uid());
            assertEquals(others, othersThanTheJob(place));

            Run least = update(
                            place,
                            OperatorSandbox.with(declined, "--new", "--answer", "Replace what cannot be changed=yes"))
                    .ends(0);
            assertEquals(List.of(), lossesAgreed(least));
            assertNotEquals(job, place.objects.get("job", "migrate").uid());
            assertEquals(others, othersThanTheJob(place));
            place.allIsThere("app");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void replicas_that_an_autoscaler_has_set_are_given_back_at_once(int helm) throws Exception {
        try (OperatorSandbox place = installed(helm, "replicas")) {
            place.objects.create("""
                    apiVersion: autoscaling/v2
                    kind: HorizontalPodAutoscaler
                    metadata: {name: load}
                    spec:
                      minReplicas: 6
                      maxReplicas: 9
                      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app}
                      metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
                    """);
            Testbed.eventually(
                    LONG, "the autoscaler has scaled it", () -> replicas(place).equals("6"));

            Run run = update(place, "--yes").ends(0);

            run.says("deployment/app had 6 replicas by autoscaler load, the chart set 1, and it was scaled back");
            assertEquals("6", replicas(place));
            assertEquals("2.0.0", place.chartVersion("app"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void many_objects_of_nobody_are_found_at_once_and_asked_about_once(int helm) throws Exception {
        try (OperatorSandbox place = installed(helm, "many")) {
            place.objects.create(IntStream.range(0, 25)
                    .mapToObj(
                            "{apiVersion: v1, kind: ConfigMap, metadata: {name: board-%d}, data: {of: chart}}"
                                    ::formatted)
                    .collect(Collectors.joining("\n---\n")));
            String last = place.objects.get("configmap", "board-24").uid();

            Run run = update(place, "--yes").ends(0);

            run.step("Give the object to the release", "done").says("configmap/board-24 to release app");
            assertEquals(last, place.objects.get("configmap", "board-24").uid());
            place.allIsThere("app");
        }
    }
}
