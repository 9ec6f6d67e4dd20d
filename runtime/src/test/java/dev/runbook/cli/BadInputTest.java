package dev.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people mistype, and what they get to read. */
class BadInputTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_folder_is_not_a_runbook() {
        for (String command : new String[] {"check", "plan", "exec", "show"}) {
            assertEquals(
                    new Commanded(2, "", "error: " + folder + " is a folder; name the runbook in it\n"),
                    Commanded.run(command, folder.toString()));
        }
    }

    @Test
    void a_runbook_that_is_not_there_is_said_with_those_that_are() {
        assertEquals(new Commanded(2, "", """
                        error: there is no runbook udpate-coder.rb: no such file, and no shipped runbook of this name
                          Did you mean update-coder.rb?
                          Shipped are update-coder.rb, update-release.rb, snapshot-database.rb, restore-database.rb, site-example.rb.
                        """), Commanded.run("exec", "udpate-coder.rb"));
    }

    @Test
    void an_empty_name_is_no_run_and_nothing_to_explain() {
        assertTrue(Commanded.run("report", "").err().startsWith("error: \"\" is no run"));
        assertTrue(Commanded.run("explain", "").err().startsWith("error: nothing is called \"\""));
    }

    @Test
    void a_copy_that_cannot_be_written_says_why() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        String below = folder.resolve("file").resolve("below").toString();
        Commanded copy = Commanded.run("copy", "update-coder.rb", below);
        assertEquals(1, copy.code());
        assertTrue(copy.err().contains("cannot be written: "), copy::err);
    }
}
