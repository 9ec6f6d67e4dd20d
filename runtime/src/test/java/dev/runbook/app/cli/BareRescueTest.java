package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clause that answers to any failure is told by its one word, wherever a run is told. */
class BareRescueTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_run_and_its_report_say_rescue_once() throws IOException {
        Path runbook = Files.writeString(folder.resolve("bare.rb"), """
                runbook "Try it"
                step "Try" do
                  run "false"
                rescue => failure
                  note failure.summary
                end
                """);
        String runs = "--runs=" + folder.resolve("runs");
        CommandResult run = CommandResult.run("exec", runs, runbook.toString());
        assertEquals(0, run.code(), run.err());
        assertSaysItOnce(run.out());
        assertSaysItOnce(CommandResult.run("report", runs, "last").out());
    }

    private static void assertSaysItOnce(String told) {
        assertTrue(told.lines().anyMatch(line -> line.strip().matches("(! )?recovering: rescue")), told);
        assertFalse(told.contains("rescue rescue"), told);
    }
}
