package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warning stands in nobody's way, and is shown once wherever the runbook is opened. */
class WarningsTest {
    @TempDir
    private Path folder = Path.of("");

    private String runbook() throws IOException {
        return Files.writeString(
                        folder.resolve("a.rb"), "runbook \"A\"\n\nstep \"Look\" do\n  run \"kubectl get pods\"\nend\n")
                .toString();
    }

    @Test
    void check_shows_it_and_ends_well() throws IOException {
        CommandResult check = CommandResult.run("check", runbook());
        assertEquals(0, check.code());
        assertTrue(check.err().startsWith("warning[RB0277]"), check::err);
        assertTrue(check.err().contains("run \"kubectl\", \"get\", \"pods\""), check::err);
    }

    @Test
    void its_severity_is_in_the_json() throws IOException {
        CommandResult check = CommandResult.run("check", "--json", runbook());
        assertEquals(0, check.code());
        assertTrue(check.out().contains("\"severity\":\"warning\""), check::out);
    }

    @Test
    void plan_shows_it_once() throws IOException {
        CommandResult plan = CommandResult.run("plan", "--offline", runbook());
        assertEquals(2, plan.err().split("warning\\[RB0277\\]", -1).length, plan::err);
        assertEquals(0, plan.code(), plan::err);
    }
}
