package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that go into the background, each in another way, in whole runs: named where they stay behind, and gone with the run. */
class BackgroundProgramsIT {
    /** Each writes its number to a file, and sleeps. */
    private static final List<String> WAYS = List.of(
            "sh sleeper &",
            "setsid sh sleeper >/dev/null 2>&1 &",
            "nohup sh sleeper >/dev/null 2>&1 &",
            "(setsid sh sleeper >/dev/null 2>&1 &)",
            "env -i /bin/sh sleeper >/dev/null 2>&1 &",
            "env -i setsid sh sleeper >/dev/null 2>&1 &",
            "(env -i setsid sh -c 'setsid sh sleeper & exit' >/dev/null 2>&1 &)",
            "(env -i setsid sh -c '(setsid sh sleeper &) & wait; sleep 300' >/dev/null 2>&1 &)");

    /** Hears of the signal whenever it comes: a shell that is just starting a program, and has no trap, may pass over it. */
    private static final String UNTIL_STOPPED = "trap 'exit 1' INT; echo > here; while :; do sleep 0.1; done";

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void sleeper() throws IOException {
        Prerequisite.PROC.orSkip();
        Files.writeString(folder.resolve("sleeper"), ": > pid.$$ && exec sleep 300\n");
    }

    @Test
    void they_are_named_and_end_with_a_run_that_ends_well() throws Exception {
        for (String way : WAYS) {
            OwnProcess.Ended ended = run(way, "");
            assertEquals(0, ended.code(), ended.said());
            long pid = pid();
            assertTrue(
                    ended.said().replaceAll("\\s+", " ").contains("(process " + pid + ")"), way + "\n" + ended.said());
            assertTrue(journal().contains("left in the background, until the run ends: "), way);
            assertGone(pid, way);
        }
    }

    @Test
    void they_end_with_a_run_that_fails() throws Exception {
        for (String way : WAYS) {
            OwnProcess.Ended ended = run(way, "exit 3");
            assertEquals(1, ended.code(), ended.said());
            long pid = pid();
            assertTrue(
                    ended.said().replaceAll("\\s+", " ").contains("(process " + pid + ")"), way + "\n" + ended.said());
            assertGone(pid, way);
        }
    }

    @Test
    void they_end_with_a_run_that_is_terminated() throws Exception {
        for (String way : WAYS) {
            runbook(way, "");
            Files.writeString(
                    folder.resolve("a.rb"),
                    Files.readString(folder.resolve("a.rb"))
                            .replace("# more", "run \"sh\", \"-c\", \"" + UNTIL_STOPPED + "\""));
            try (OwnProcess own = OwnProcess.start(folder, "exec", "a.rb", "--new")) {
                while (!Files.exists(folder.resolve("here")) && own.process().isAlive()) {
                    Thread.onSpinWait();
                }
                long pid = pid();
                own.process().destroy();
                own.end();
                assertGone(pid, way);
            }
            Files.delete(folder.resolve("here"));
        }
    }

    private OwnProcess.Ended run(String way, String then) throws Exception {
        runbook(way, then);
        try (OwnProcess own = OwnProcess.start(folder, "exec", "a.rb", "--new")) {
            return own.end();
        }
    }

    private void runbook(String way, String then) throws IOException {
        Files.writeString(folder.resolve("a.rb"), """
                runbook "A"

                step "A" do
                  run "sh", "-c", "%s until ls pid.* >/dev/null 2>&1; do sleep 0.1; done\\n%s"
                  # more
                end
                """.formatted(way.endsWith(")") ? way + ";" : way, then));
    }

    /** The number of the program, which is then forgotten. */
    private long pid() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(f -> f.getFileName().toString().startsWith("pid."))
                    .findFirst()
                    .orElseThrow();
            Files.delete(file);
            return Long.parseLong(file.getFileName().toString().substring("pid.".length()));
        }
    }

    private String journal() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve(".runbook/runs"))) {
            Path last = runs.filter(Files::isDirectory).max(Path::compareTo).orElseThrow();
            return Files.readString(last.resolve("journal.jsonl"));
        }
    }

    /** What was killed stands in the list of programs until its parent looks. */
    private static void assertGone(long pid, String way) {
        boolean works = ProcessHandle.of(pid)
                .filter(program -> program.info().command().isPresent())
                .isPresent();
        if (works) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        assertEquals(false, works, way);
    }
}
