package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard output that takes nothing: what a run did stands in its journal, and its exit code tells of the run. */
class LostOutputIT {
    private static final String FULL = "error: standard output cannot be written: no space left on device";

    @TempDir
    private Path folder = Path.of("");

    /** How a command ended, and what it said on standard error. */
    private record Ended(int code, String err) {}

    @BeforeEach
    void runbook() throws IOException {
        Files.writeString(folder.resolve("play.rb"), """
                runbook "Play"

                step "One" do
                  run "touch", "one"
                end

                step "Two" do
                  run "test", "-e", "go"
                end
                """);
    }

    private Process start(File out, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.runbook.app.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out)
                .start();
    }

    private Ended onFullDisk(String... arguments) throws Exception {
        Process process = start(new File("/dev/full"), arguments);
        String err = process.errorReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return new Ended(process.exitValue(), err);
    }

    @Test
    void a_run_that_went_well_ends_with_zero_and_says_that_its_output_is_lost() throws Exception {
        Ended failed = onFullDisk("exec", "play.rb");
        assertEquals(1, failed.code(), failed.err());
        Files.writeString(folder.resolve("go"), "");
        Ended resumed = onFullDisk("resume");
        assertEquals(new Ended(0, FULL), resumed);
        assertEquals(new Ended(0, FULL), onFullDisk("exec", "play.rb"));
    }

    @Test
    void what_only_prints_has_failed_when_nothing_could_be_printed() throws Exception {
        onFullDisk("exec", "play.rb");
        for (List<String> words : List.of(
                List.of("status"),
                List.of("report", "last"),
                List.of("resume", "--plan"),
                List.of("exec", "--dry-run", "--new", "play.rb"))) {
            Ended printed = onFullDisk(words.toArray(String[]::new));
            assertEquals(1, printed.code(), words + ": " + printed.err());
            assertTrue(printed.err().endsWith(FULL), printed.err());
        }
    }

    @Test
    void a_reader_that_has_seen_enough_changes_nothing() throws Exception {
        onFullDisk("exec", "play.rb");
        Files.writeString(folder.resolve("go"), "");
        Process resume = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.runbook.app.cli.Main",
                        "resume")
                .directory(folder.toFile())
                .start();
        resume.getInputStream().close();
        String err = resume.errorReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
        assertTrue(resume.waitFor(1, TimeUnit.MINUTES));
        assertEquals(new Ended(0, ""), new Ended(resume.exitValue(), err));
    }
}
