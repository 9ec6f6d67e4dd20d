package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.Ownership;
import dev.runbook.provider.kube.adapter.Testbed;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an update must not take away of data in claims, and of what waits for an operator that goes; and who holds a port. */
class ProtectedDataIT extends ProtectedCharts {
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

    /** The set that is made again takes its claims over, and they are its own again. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_claim_that_would_be_deleted_with_its_stateful_set_is_retained_when_that_is_replaced(int helm)
            throws Exception {
        try (OperatorSandbox place = installed(helm, "owned")) {
            String first = claim(place, "data-db-0");
            // Of a pod that is no more: its controller does not look at this one.
            String second = claim(place, "data-db-1");
            place.objects.patch("statefulset", "db", Map.of("spec", Map.of("replicas", 1)));
            String set = place.objects.get("statefulset", "db").uid();
            Testbed.eventually(
                    LONG,
                    "the set owns its claims",
                    () -> set.equals(owner(place, "data-db-0")) && set.equals(owner(place, "data-db-1")));

            Run run = update(place, "--yes", "--answer", "Replace what cannot be changed=yes")
                    .ends(0);

            run.step("Replace what cannot be changed", "done").says("its claims stay (data-db-0, data-db-1)");
            assertEquals(List.of(), lossesAgreed(run));
            assertNotEquals(set, place.objects.get("statefulset", "db").uid());
            assertEquals(first, claim(place, "data-db-0"));
            assertEquals(second, claim(place, "data-db-1"));
            String again = place.objects.get("statefulset", "db").uid();
            Testbed.eventually(LONG, "the new set owns them", () -> again.equals(owner(place, "data-db-0")));
            place.allIsThere("app");
        }
    }

    private static String owner(OperatorSandbox place, String claim) {
        return String.join(",", Ownership.owners(place.objects.get("pvc", claim)));
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
}
