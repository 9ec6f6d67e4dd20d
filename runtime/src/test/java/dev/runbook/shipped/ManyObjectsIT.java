package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.provider.kube.adapter.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What else is in the namespace costs a wait nothing. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class ManyObjectsIT {
    private static final int MANY = 5_000;

    @TempDir
    Path folder;

    private OperatorSandbox place(String name) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Files.writeString(own.resolve("mine.yml"), "service: {testbed.runbook.dev/release-after: never}\n");
        return new OperatorSandbox(own, 3);
    }

    /** Settings and secrets of other people, with some size. */
    private static void fill(OperatorSandbox place) throws Exception {
        String home = "/api/v1/namespaces/" + place.namespace + "/";
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> made = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                boolean secret = i % 5 == 0;
                String name = "other-" + i;
                made.add(threads.submit(() -> place.testbed.post(
                        home + (secret ? "secrets" : "configmaps"),
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                secret ? "Secret" : "ConfigMap",
                                "metadata",
                                Map.of("name", name),
                                secret ? "stringData" : "data",
                                Map.of("text", "x".repeat(1_000))))));
            }
            for (Future<?> one : made) {
                one.get();
            }
        }
    }

    private Program waiting(OperatorSandbox place) throws Exception {
        String url = place.serve(Charts.coder(), "1.15.0");
        place.install(url, "1.15.0");
        Path runbook = Files.writeString(folder.resolve("wait.rb"), """
                runbook "Wait"
                param :namespace, "Where"
                in_namespace namespace
                step "Wait" do
                  old = release_resources("coder")
                  wait up_to: 5.minutes until old.gone? && !release_resources("coder").ready?
                end
                """);
        Program program = place.execStarts(place.helm(), Map.of(), runbook.toString());
        says(program, "service/ingress-nginx still there");
        place.helm("uninstall", "coder");
        says(program, "service/ingress-nginx Terminating");
        return program;
    }

    private static void says(Program program, String text) throws InterruptedException {
        Testbed.eventually(
                Duration.ofMinutes(2),
                "it says " + text,
                () -> program.said().replaceAll("\\s+", " ").contains(text));
    }

    /** What a program has cost so far. */
    private record Cost(Duration processor, long megabytes) {
        static Cost of(Program program) throws IOException {
            Duration processor =
                    program.process().toHandle().info().totalCpuDuration().orElseThrow();
            String peak = Files.readString(Path.of("/proc/" + program.process().pid() + "/status"))
                    .replaceAll("(?s).*VmHWM:\\s+(\\d+) kB.*", "$1");
            return new Cost(processor, Long.parseLong(peak) / 1024);
        }
    }

    @Test
    void five_thousand_other_objects_cost_neither_memory_nor_time() throws Exception {
        try (OperatorSandbox few = place("few");
                OperatorSandbox many = place("many")) {
            fill(many);
            Program alone = waiting(few);
            Program crowded = waiting(many);
            Cost least = Cost.of(alone);
            Cost most = Cost.of(crowded);
            assertTrue(most.megabytes() < least.megabytes() + 40, () -> least + " and " + most);
            assertTrue(
                    most.processor().compareTo(least.processor().multipliedBy(2).plusSeconds(1)) < 0,
                    () -> least + " and " + most);
            for (OperatorSandbox place : List.of(few, many)) {
                place.objects.patch(
                        "service",
                        "ingress-nginx",
                        Map.of("metadata", Map.of("annotations", Map.of("testbed.runbook.dev/release-after", "0s"))));
            }
            few.ended(alone).ends(0);
            many.ended(crowded).ends(0);
            assertEquals(
                    MANY / 5,
                    many.testbed
                            .find("/api/v1/namespaces/" + many.namespace + "/secrets")
                            .flatMap(list -> list.at("items"))
                            .map(items -> ((List<?>) items).size())
                            .orElse(0));
        }
    }
}
