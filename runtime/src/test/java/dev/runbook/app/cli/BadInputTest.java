package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                    new CommandResult(2, "", "error: " + folder + " is a folder; name the runbook in it\n"),
                    CommandResult.run(command, folder.toString()));
        }
    }

    @Test
    void a_runbook_that_is_not_there_is_said_with_those_that_are() {
        assertEquals(new CommandResult(2, "", """
                        error: there is no runbook udpate-coder.rb: no such file, and no shipped runbook of this name
                          Did you mean update-coder.rb?
                          Shipped are update-coder.rb, update-release.rb, snapshot-database.rb, restore-database.rb, site-example.rb.
                        """), CommandResult.run("exec", "udpate-coder.rb"));
    }

    @Test
    void the_end_of_a_name_may_be_left_out_also_where_it_is_mistyped() {
        String said = CommandResult.run("show", "update-codr").err();
        assertTrue(said.contains("Did you mean update-coder.rb?"), said);
    }

    @Test
    void a_command_that_is_not_there_is_said_as_one_and_a_runbook_without_a_command_with_how_to_run_it() {
        assertEquals(new CommandResult(2, "", """
                        error: there is no command chek
                          Did you mean check?
                          See: runbook help
                        """), CommandResult.run("chek", "update-coder.rb"));
        assertEquals(new CommandResult(2, "", """
                        error: there is no command update-coder.rb
                          Did you mean runbook exec update-coder.rb?
                          See: runbook help
                        """), CommandResult.run("update-coder.rb"));
    }

    @Test
    void what_stands_behind_a_name_that_nobody_knows_is_told_nowhere() throws IOException {
        Path runbook = Files.writeString(
                folder.resolve("a.rb"), "runbook \"A\"\n\nsecret :password, \"P\"\n\nnote \"#{given? password}\"\n");
        String file = runbook.toString();
        int tried = 0;
        for (String argument :
                List.of("pasword=hunter2-zz", "password=hunter2-zz", "--pasword=hunter2-zz", "-p=hunter2-zz")) {
            for (List<String> command : List.of(
                    List.of("exec", file, argument),
                    List.of("exec", argument, file),
                    List.of("plan", file, argument),
                    List.of("check", argument),
                    List.of("show", argument),
                    List.of("fmt", argument),
                    List.of("rehearse", file, argument),
                    List.of("test", file, argument),
                    List.of("resume", argument),
                    List.of("report", argument),
                    List.of("abandon", argument),
                    List.of("explain", argument),
                    List.of("completion", argument),
                    List.of("status", argument),
                    List.of(argument))) {
                CommandResult done = CommandResult.run(command.toArray(String[]::new));
                assertFalse((done.out() + done.err()).contains("hunter2"), command + ": " + done);
                assertFalse(done.err().isEmpty(), command.toString());
                tried++;
            }
        }
        assertEquals(60, tried);
        for (String argument : List.of("hunter2-zz", "=hunter2-zz")) {
            assertFalse(CommandResult.run("exec", file, argument).err().contains("hunter2"), argument);
        }
    }

    @Test
    void an_empty_name_is_no_run_and_nothing_to_explain() {
        assertTrue(CommandResult.run("report", "").err().startsWith("error: \"\" is not a run"));
        assertTrue(CommandResult.run("explain", "").err().startsWith("error: nothing is called \"\""));
    }

    @Test
    void a_copy_that_cannot_be_written_says_why() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        String below = folder.resolve("file").resolve("below").toString();
        CommandResult copy = CommandResult.run("copy", "update-coder.rb", below);
        assertEquals(1, copy.code());
        assertTrue(copy.err().contains("cannot be written: "), copy::err);
    }
}
