package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.report.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Updates that fail and recover on a real control plane, killed at one moment of their journal and carried on. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class KilledRunIT {
    private static final String VALUES = """
            host: coder.acme.example
            service:
              testbed.runbook.dev/release-after: 2s
            """;

    @TempDir
    Path folder;

    /**
     * When the process is killed.
     *
     * @param words a part of a line of the journal
     * @param times how many such lines there must be
     * @param after how long after the last of them, in milliseconds
     * @param helmToo whether the helm that runs is killed with it, as by a machine that goes down
     */
    record Moment(String words, int times, int after, boolean helmToo) {}

    static Stream<Arguments> moments() {
        List<Moment> moments = List.of(
                new Moment("\"began\"", 1, 0, true),
                new Moment("\"action\":\"helm.upgrade\"", 1, 400, true),
                new Moment("\"action\":\"helm.upgrade\"", 1, 400, false),
                new Moment("\"kind\":\"rescuing\"", 1, 0, false),
                new Moment("\"action\":\"helm.uninstall\"", 1, 150, false),
                new Moment("until old.gone?", 1, 500, false),
                new Moment("\"action\":\"helm.upgrade\"", 2, 700, false),
                new Moment("\"action\":\"helm.upgrade\"", 2, 700, true),
                new Moment("\"name\":\"fresh\"", 1, 0, false));
        return Stream.of(3, 4)
                .flatMap(helm -> moments.stream()
                        // Helm 4 goes the same ways; those on which helm itself is in the middle of something are
                        // enough.
                        .filter(moment -> helm == 3 || moment.after() > 0)
                        .map(moment -> Arguments.of(helm, moment)));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void killed_and_carried_on_it_ends_as_if_nothing_had_been(int helm, Moment moment) throws Exception {
        Files.writeString(folder.resolve("mine.yml"), VALUES);
        try (Place place = new Place(folder, helm)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            place.objects.createWorkspace();
            place.install(url, "1.15.0");
            Map<String, String> workspace = place.objects.workspace();

            Program program = place.updateCoderStarts(url, "version=1.16.1", "--yes", "--yes-destroy");
            killAt(program, moment);
            Run run = place.resume("--yes", "--yes-destroy").ends(0);

            run.step("Upgrade Coder", "recovered");
            assertEquals(1, uninstalled(run), () -> "uninstalled once\n" + run.said());
            assertEquals("1.16.1", place.chartVersion("coder"));
            assertEquals(place.helm("get", "values", "coder", "--output=yaml"), place.file("current-values.yml"));
            assertEquals(workspace, place.objects.workspace());
            place.allIsThere("coder");
            assertEquals(List.of(), programsOf(place.namespace));
        }
    }

    private void killAt(Program program, Moment moment) throws IOException, InterruptedException {
        while (!reached(moment)) {
            assertTrue(!program.process().waitFor(10, TimeUnit.MILLISECONDS), () -> "it ended before " + moment);
        }
        program.process().waitFor(moment.after(), TimeUnit.MILLISECONDS);
        List<ProcessHandle> children = program.process().descendants().toList();
        program.kill();
        if (moment.helmToo()) {
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private boolean reached(Moment moment) throws IOException {
        Path runs = folder.resolve(".runbook/runs");
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (Stream<Path> all = Files.list(runs)) {
            for (Path run : all.filter(Files::isDirectory).toList()) {
                Path journal = run.resolve("journal.jsonl");
                if (Files.exists(journal)
                        && Files.readString(journal)
                                        .lines()
                                        .filter(l -> l.contains(moment.words()))
                                        .count()
                                >= moment.times()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How often the release was taken away: by a helm that said so, or by one whose deed was seen afterwards. */
    private static long uninstalled(Run run) {
        return run.report()
                .allSteps()
                .filter(step -> step.title().equals("Uninstall Coder"))
                .flatMap(step -> step.items().stream())
                .filter(item -> item instanceof Item.Task task
                        && task.action().equals("helm.uninstall")
                        && task.result().filter(r -> r.failure().isEmpty()).isPresent())
                .count();
    }

    private static List<String> programsOf(String namespace) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains("--namespace=" + namespace) && line.contains("helm"))
                .toList();
    }
}
