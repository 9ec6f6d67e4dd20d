package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.Yaml;
import dev.runbook.provider.kube.adapter.Testbed;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an update must not take away: what no install brings back stays, or was named in a question that somebody answered.
 * The charts are in the resources of this test; from version 2.0.0 on each is another one.
 */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class ProtectionIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @BeforeAll
    static void world() {
        Prerequisite.CONTROL_PLANE.orSkip();
        Prerequisite.HELMS.orSkip();
    }

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

    /** An upgrade that fails is rolled back, and helm deletes what the revision before did not have. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_claim_that_was_adopted_outlives_an_upgrade_that_fails(int helm) throws Exception {
        try (OperatorSandbox place = installed(helm, "adopted")) {
            place.objects.create("""
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    metadata: {name: data}
                    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                    """);
            String data = claim(place, "data");

            Run run = update(place, "--yes").ends(1);

            run.step("Give the object to the release", "done").says("99999");
            assertEquals(List.of(), lossesAgreed(run));
            assertEquals(data, claim(place, "data"));
            assertEquals("1.0.0", place.chartVersion("app"));
        }
    }

    /** The chart's own claim grows as well, by helm, whose rollback then cannot shrink it. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_claim_grows_with_its_stateful_set_and_nothing_is_reinstalled(int helm) throws Exception {
        try (OperatorSandbox place = installed(helm, "grows")) {
            String data = claim(place, "data-db-0");
            String own = claim(place, "own");
            String pod = place.objects.get("pod", "db-0").uid();

            Run asked = update(place, "--yes").ends(5);
            asked.step("Replace what cannot be changed", "failed").says("claim data-db-0: 10Gi → 20Gi");
            assertEquals("10Gi", storage(place, "data-db-0"));

            Run told = update(place, "--new", "--yes", "--answer", "Replace what cannot be changed=yes")
                    .ends(0);
            assertEquals(List.of(), told.step("Uninstall the release"));
            assertEquals(List.of(), lossesAgreed(told));
            assertEquals(data, claim(place, "data-db-0"));
            assertEquals("20Gi", storage(place, "data-db-0"));
            assertEquals(own, claim(place, "own"));
            assertEquals("2Gi", storage(place, "own"));
            assertNotEquals(pod, place.objects.get("pod", "db-0").uid(), "its image is another one");
            place.allIsThere("app");

            Run shrinking = back(place, "--yes-destroy").ends(1);
            shrinking
                    .step("Upgrade the release", "failed")
                    .says("(StorageRefused)")
                    .says("20Gi");
            assertEquals(List.of(), shrinking.step("Uninstall the release"));
            assertEquals(data, claim(place, "data-db-0"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_claim_grows_before_a_reinstall_which_leaves_it(int helm) throws Exception {
        try (OperatorSandbox place = installed(helm, "grows")) {
            String data = claim(place, "data-db-0");

            Run run = update(place, "recovery=reinstall", "--yes", "--yes-destroy")
                    .ends(0);

            run.step("Uninstall the release", "done").says("claim data-db-0: 10Gi → 20Gi");
            assertEquals(data, claim(place, "data-db-0"));
            assertEquals("20Gi", storage(place, "data-db-0"));
            place.allIsThere("app");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_claim_whose_class_lets_it_not_grow_is_no_reason_to_replace_anything(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            String fixed = "fixed-" + place.namespace;
            try {
                place.objects.create("""
                        apiVersion: storage.k8s.io/v1
                        kind: StorageClass
                        metadata: {name: %s}
                        provisioner: testbed.runbook.dev/volumes
                        """.formatted(fixed));
                write(place, "grows");
                place.helm("install", "app", "./1.0.0", "--wait", "--set=class=" + fixed);
                String set = place.objects.get("statefulset", "db").uid();

                for (String recovery : List.of("least", "reinstall")) {
                    Run run = update(place, "recovery=" + recovery, "--new", "--yes", "--yes-destroy")
                            .ends(1);
                    run.step("Upgrade the release", "failed")
                            .says("claim data-db-0 cannot grow from 10Gi to 20Gi: storage class " + fixed)
                            .says("current-values.yml");
                    assertEquals(set, place.objects.get("statefulset", "db").uid());
                }
            } finally {
                place.objects.delete("storageclass", fixed);
            }
        }
    }

    /** A first install that fails is uninstalled, with what was given to it before. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_claim_that_was_adopted_is_not_deleted_with_a_first_install_that_fails_unasked(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            write(place, "adopted");
            Files.writeString(folder.resolve("current-values.yml"), "{}\n");
            place.objects.create("""
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    metadata: {name: data}
                    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                    """);
            String data = claim(place, "data");
            String loss = "persistentvolumeclaim/data and its volume pvc-" + data
                    + ", if the install fails and helm undoes it";

            Run asked = update(place, "--yes").ends(5);
            asked.step("Give the object to the release", "done").says(loss);
            assertEquals(data, claim(place, "data"));

            Run told = update(place, "--new", "--yes", "--answer", "losses of Upgrade the release=yes")
                    .ends(1);
            assertEquals(List.of(loss), lossesAgreed(told));
            gone(place, "data");
        }
    }

    /** The next version calls its service otherwise: helm makes the new one before it deletes the old one. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void who_holds_a_node_port_is_named(int helm) throws Exception {
        try (OperatorSandbox place = installed(helm, "port")) {
            place.objects.create("{apiVersion: v1, kind: Service, metadata: {name: holder},"
                    + " spec: {type: NodePort, ports: [{port: 80}]}}");
            for (String holder : List.of("holder", "web")) {
                KubeObject service = place.objects.get("service", holder);
                List<?> ports = (List<?>) service.at("spec", "ports").orElseThrow();
                Object port = ((Map<?, ?>) ports.getFirst()).get("nodePort");
                Files.writeString(folder.resolve("2.0.0/values.yaml"), "port: " + port + "\n");

                Run run = update(place, "--new", "--yes", "--yes-destroy").ends(1);

                run.says("(PortTaken)")
                        .says(port + " is held by service/" + holder + " in namespace " + place.namespace);
                if (holder.equals("web")) {
                    run.says("kubectl delete service/web --namespace=" + place.namespace);
                }
                assertEquals("1.0.0", place.chartVersion("app"));
            }
        }
    }

    /** Helm deletes an operator together with its custom resources, whose finalizers then wait for nobody. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_custom_resource_goes_before_its_operator(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            try {
                place.objects.create(text(place, "definition"));
                defined(place);
                install(place, "operator");
                String main = widget(place, "main").orElseThrow().uid();
                String loss = "widget/main with what its operator clears away (finalizer " + group(place) + "/cleanup)";

                String[] all = {"release=app", "chart=./2.0.0", "recovery=reinstall", "limit=8s", "--yes"};
                place.exec("update-release.rb", all).ends(5).step("Uninstall the release", "failed");
                assertEquals(Optional.empty(), going(place));

                Run held = place.exec("update-release.rb", OperatorSandbox.with(all, "--new", "--yes-destroy"))
                        .ends(1);
                held.step("Uninstall the release", "failed")
                        .says("widget/main is still there 8s after it was deleted: finalizer")
                        .says("Nothing else of the release was deleted");
                assertEquals(List.of(loss), lossesAgreed(held));
                assertTrue(going(place).isPresent());
                assertEquals("1.0.0", place.chartVersion("app"));

                try (ScheduledExecutorService operator = operator(place)) {
                    place.resume(Map.of(), "--yes", "--yes-destroy").ends(0);
                    operator.shutdownNow();
                }
                assertNotEquals(main, widget(place, "main").orElseThrow().uid());
                place.allIsThere("app");
            } finally {
                removeFinalizer(place);
                undefine(place);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_custom_resource_goes_before_its_operator_when_an_upgrade_drops_both(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            try {
                place.objects.create(text(place, "definition"));
                defined(place);
                install(place, "operator");
                Files.writeString(folder.resolve("2.0.0/values.yaml"), "gone: true\n");

                Run asked = update(place, "--yes").ends(5);
                asked.step("Upgrade the release", "failed").says("widget/main");
                assertEquals(Optional.empty(), going(place));

                try (ScheduledExecutorService operator = operator(place)) {
                    Run told = update(place, "--new", "--yes", "--answer", "losses of Upgrade the release=yes")
                            .ends(0);
                    operator.shutdownNow();
                    told.says("widget/main goes first, while its operator is there");
                }
                assertEquals(Optional.empty(), widget(place, "main"));
                Testbed.eventually(
                        LONG,
                        "the operator is gone",
                        () -> place.objects.find("deployment", "operator").isEmpty());
                place.allIsThere("app");
            } finally {
                removeFinalizer(place);
                undefine(place);
            }
        }
    }

    /** Takes the finalizer off a widget that goes, as long as it is not taken away itself. */
    private static ScheduledExecutorService operator(OperatorSandbox place) {
        ScheduledExecutorService operator = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> _ = operator.scheduleWithFixedDelay(
                () -> {
                    boolean works = place.objects
                            .find("deployment", "operator")
                            .filter(deployment -> deployment
                                    .text("metadata", "deletionTimestamp")
                                    .isEmpty())
                            .isPresent();
                    if (works && going(place).isPresent()) {
                        removeFinalizer(place);
                    }
                },
                0,
                100,
                TimeUnit.MILLISECONDS);
        return operator;
    }

    /** The widget, where somebody has deleted it. */
    private static Optional<KubeObject> going(OperatorSandbox place) {
        return widget(place, "main")
                .filter(widget -> widget.text("metadata", "deletionTimestamp").isPresent());
    }

    private static void removeFinalizer(OperatorSandbox place) {
        if (widget(place, "main").isPresent()) {
            place.testbed.patch(widgets(place) + "/main", Map.of("metadata", Map.of("finalizers", List.<String>of())));
        }
    }

    private static String storage(OperatorSandbox place, String claim) {
        return place.objects
                .get("pvc", claim)
                .text("spec", "resources", "requests", "storage")
                .orElse("");
    }

    private static Run update(OperatorSandbox place, String... more) throws IOException, InterruptedException {
        return place.exec("update-release.rb", OperatorSandbox.with(more, "release=app", "chart=./2.0.0", "limit=60s"));
    }

    /** The same the other way round. */
    private static Run back(OperatorSandbox place, String... more) throws IOException, InterruptedException {
        return place.exec(
                "update-release.rb",
                OperatorSandbox.with(
                        more, "release=app", "chart=./1.0.0", "limit=60s", "recovery=reinstall", "--new", "--yes"));
    }

    /** A place where version 1.0.0 of the chart is installed. */
    private OperatorSandbox installed(int helm, String chart) throws Exception {
        OperatorSandbox place = new OperatorSandbox(folder, helm);
        install(place, chart);
        return place;
    }

    private void install(OperatorSandbox place, String chart) throws Exception {
        write(place, chart);
        place.helm("install", "app", "./1.0.0", "--wait");
    }

    private void write(OperatorSandbox place, String chart) throws IOException {
        for (String version : List.of("1.0.0", "2.0.0")) {
            Path templates = Files.createDirectories(folder.resolve(version).resolve("templates"));
            Files.writeString(
                    templates.resolveSibling("Chart.yaml"), "apiVersion: v2\nname: app\nversion: " + version + "\n");
            Files.writeString(templates.resolve("all.yaml"), text(place, chart));
        }
    }

    private static String text(OperatorSandbox place, String chart) throws IOException {
        String file = "/protection/" + chart + ".yaml";
        try (InputStream in = ProtectionIT.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError(file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("GROUP", group(place));
        }
    }

    /** Definitions are the whole cluster's: each test has its own. */
    private static String group(OperatorSandbox place) {
        return place.namespace + ".acme.example";
    }

    private static String widgets(OperatorSandbox place) {
        return "/apis/" + group(place) + "/v1/namespaces/" + place.namespace + "/widgets";
    }

    private static Optional<KubeObject> widget(OperatorSandbox place, String name) {
        return place.testbed.find(widgets(place) + "/" + name);
    }

    private static void defined(OperatorSandbox place) throws InterruptedException {
        Testbed.eventually(LONG, "widgets are served", () -> place.testbed.serves(widgets(place)));
    }

    private static void createWidget(OperatorSandbox place, String name) throws InterruptedException {
        defined(place);
        place.testbed.post(
                widgets(place),
                Yaml.object("{apiVersion: %s/v1, kind: Widget, metadata: {name: %s}}".formatted(group(place), name))
                        .content());
    }

    private static void undefine(OperatorSandbox place) {
        place.objects.delete("customresourcedefinition", "widgets." + group(place));
    }

    private static String claim(OperatorSandbox place, String name) throws InterruptedException {
        Testbed.eventually(
                LONG,
                "claim " + name + " has its volume",
                () -> place.objects.get("pvc", name).text("spec", "volumeName").isPresent());
        KubeObject claim = place.objects.get("pvc", name);
        assertEquals(Optional.empty(), claim.text("metadata", "deletionTimestamp"));
        return claim.uid();
    }

    private static String password(OperatorSandbox place) {
        return place.objects.get("secret", "auth").text("data", "password").orElseThrow();
    }

    private static String replicas(OperatorSandbox place) {
        return place.objects.get("deployment", "app").text("spec", "replicas").orElse("");
    }

    private static List<String> othersThanTheJob(OperatorSandbox place) throws InterruptedException {
        return List.of(
                claim(place, "data"),
                place.objects.get("service", "web").uid(),
                place.objects.get("deployment", "app").uid());
    }

    /** A claim goes when nothing uses it any more and the garbage collector has come by. */
    private static void gone(OperatorSandbox place, String claim) throws InterruptedException {
        Testbed.eventually(
                LONG, claim + " is gone", () -> place.objects.find("pvc", claim).isEmpty());
    }

    /** What somebody has agreed to lose, by the names that the journal has. */
    private static List<String> lossesAgreed(Run run) {
        return run.records().stream()
                .map(Recorded::entry)
                .filter(entry -> entry instanceof Entry.Answered answered
                        && answered.yes()
                        && answered.task().endsWith(".losses"))
                .flatMap(entry -> ((Entry.Answered) entry).meant().stream())
                .flatMap(meant -> meant.keySet().stream())
                // The UID stands behind the words.
                .map(name -> name.substring(0, name.lastIndexOf(' ')))
                .sorted()
                .toList();
    }
}
