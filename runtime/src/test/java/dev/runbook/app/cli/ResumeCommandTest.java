package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that failed, carried on from the command line, with the runbook as it was and edited meanwhile. */
class ResumeCommandTest {
    private static final String ONE = """
            step "One" do
              run "sh", "-c", "echo one >> log"
            end
            """;
    private static final String TWO = """
            step "Two" do
              note "on to two"
              run "test", "-e", "go"
            end
            """;
    private static final String THREE = """
            step "Three" do
              run "sh", "-c", "echo three >> log"
            end
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void a_run_that_failed_in_its_second_step() throws IOException {
        write(ONE, TWO, THREE);
        CommandResult failed = command("exec");
        assertEquals(1, failed.code(), failed.err());
        assertTrue(failed.out().contains("  go on     runbook resume 20"), failed.out());
        Files.writeString(folder.resolve("go"), "");
    }

    private void write(String... steps) throws IOException {
        Files.writeString(
                folder.resolve("play.rb"),
                "runbook \"Play\"\n\n"
                        + String.join("\n", steps)
                                .replace(" log\"", " " + folder.resolve("log") + "\"")
                                .replace("\"go\"", "\"" + folder.resolve("go") + "\""));
    }

    /** Exec of the runbook, or another command for the run. */
    private CommandResult command(String name, String... more) {
        Stream<String> first =
                Stream.of(name, "--runs=" + folder.resolve("runs"), name.equals("exec") ? runbook() : "--no-color");
        return CommandResult.run(Stream.concat(first, Stream.of(more)).toArray(String[]::new));
    }

    private String runbook() {
        return folder.resolve("play.rb").toString();
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }

    private String journal() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return Files.readString(
                    runs.filter(Files::isDirectory).findFirst().orElseThrow().resolve("journal.jsonl"));
        }
    }

    @Test
    void what_is_done_is_not_done_again() throws IOException {
        CommandResult resumed = command("resume");
        assertEquals(0, resumed.code(), resumed.err());
        assertEquals(List.of("one", "three"), log());
        assertTrue(resumed.out().contains("Carrying on: Play\n"), resumed.out());
        assertTrue(resumed.out().contains("2 Two (carried on)\n"), resumed.out());
        assertTrue(resumed.out().contains("it is done again: it had failed"), resumed.out());
        assertFalse(resumed.out().contains("on to two"), resumed.out());
        assertFalse(resumed.out().contains("  failure "), resumed.out());
        CommandResult report = command("report", "last");
        assertTrue(report.out().contains("Play: done in"), report.out());
        assertTrue(report.out().contains("s, carried on once\n"), report.out());
        assertTrue(report.out().contains("  resumed   20"), report.out());
        assertEquals(0, command("report", "--verify", "last").code());
    }

    @Test
    void a_doubt_about_a_step_that_there_is_not_is_refused() throws IOException {
        CommandResult refused = command("resume", "--in-doubt", "Tow=done");
        assertEquals(2, refused.code());
        assertEquals("error: --in-doubt \"Tow=…\": no step has this title. Did you mean \"Two\"?\n", refused.err());
        assertEquals(List.of("one"), log());
    }

    @Test
    void status_and_the_plan_say_where_it_goes_on() {
        CommandResult status = command("status");
        assertTrue(status.out().contains("  stopped  in step 2 Two\n"), status.out());
        assertTrue(status.out().contains("  go on    runbook resume 20"), status.out());
        CommandResult plan = command("resume", "--plan");
        assertTrue(
                plan.out().contains("  done     1 One\n  goes on  2 Two\n  to do    3 Three\nNothing has been run."),
                plan.out());
        assertEquals(0, command("resume").code());
        assertTrue(command("status").out().startsWith("Nothing is unfinished in "));
        assertTrue(command("resume", "last").out().contains(" is done: nothing is left of it.\n"));
        assertEquals(2, command("resume").code());
    }

    @Test
    void the_plan_has_no_step_of_a_branch_that_was_not_or_will_not_be_taken() throws IOException {
        Files.delete(folder.resolve("go"));
        write("""
                if file.exists?("go")
                  step "Skipped" do
                    note "no"
                  end
                else
                  step "Taken" do
                    note "yes"
                  end
                end

                step "Two" do
                  step "Fails" do
                    run "false"
                  end
                  step "Not done" do
                    note "not any more"
                  end

                rescue CommandFailed
                  step "Mend" do
                    run "test", "-e", "go"
                  end
                  step "Look" do
                    note "look"
                  end
                rescue Timeout
                  step "Wait" do
                    note "not this one"
                  end
                end

                if 1 > 2
                  step "Never" do
                    note "never"
                  end
                elsif file.exists?("go")
                  step "Likely" do
                    note "likely"
                  end
                end

                step "Three", if: file.exists?("go") do
                  note "three"
                end

                step "Four" do
                  note "four"
                end
                """);
        assertEquals(1, command("exec", "--new").code());
        String plan = command("resume", "--plan", "last").out();
        assertEquals(
                List.of(
                        "done Taken",
                        "goes on Two",
                        "goes on Fails",
                        "goes on Mend",
                        "to do Look",
                        "perhaps Likely",
                        "perhaps Three",
                        "to do Four"),
                plan.lines()
                        .filter(line -> line.startsWith("  "))
                        .map(line -> line.strip().replaceFirst(" +[0-9.]+ ", " "))
                        .filter(line -> !line.startsWith("runbook"))
                        .toList(),
                plan);
    }

    @Test
    void a_run_does_not_begin_beside_one_that_is_unfinished() throws IOException {
        CommandResult refused = command("exec");
        assertEquals(2, refused.code());
        assertTrue(
                refused.err().contains(" of the same runbook (" + runbook() + ") is unfinished: in step 2 Two\n"),
                refused.err());
        assertEquals(List.of("one"), log());
        assertEquals(0, command("exec", "--new").code());
        assertEquals(List.of("one", "one", "three"), log());
        CommandResult late = CommandResult.run("resume", "--runs=" + folder.resolve("runs"), oldest());
        assertEquals(2, late.code());
        assertTrue(late.err().contains("has worked on the same runbook (" + runbook() + ") since"), late.err());
    }

    @Test
    void nothing_begins_beside_a_run_that_somebody_works_on_not_even_with_new() throws IOException {
        Path lock = folder.resolve("runs").resolve(oldest()).resolve("lock");
        Files.writeString(lock, "user: ann\nhost: elsewhere\npid: 7\nstarted: 1@boot\nsince: 2026-01-02T03:04:05Z\n");
        for (String how : List.of("--no-color", "--new")) {
            CommandResult refused = command("exec", how);
            assertEquals(3, refused.code(), refused.err());
            assertTrue(refused.err().contains(" is being worked on by ann on elsewhere (process 7)"), refused.err());
            assertTrue(refused.err().contains("When it does not, delete " + lock), refused.err());
        }
        assertEquals(List.of("one"), log());
    }

    @Test
    void one_runbook_is_one_file_whatever_its_title_and_one_title_is_not_one_runbook() throws IOException {
        Path play = folder.resolve("play.rb");
        String text = Files.readString(play);
        Path other = Files.writeString(folder.resolve("other.rb"), text);
        Files.writeString(play, text.replace("\"Play\"", "\"Play again\""));
        assertEquals(2, command("exec").code());
        CommandResult beside = CommandResult.run("exec", "--runs=" + folder.resolve("runs"), other.toString());
        assertEquals(0, beside.code(), beside.err());
    }

    @Test
    void a_runbook_that_was_moved_is_known_by_its_title() throws IOException {
        Path moved = Files.move(folder.resolve("play.rb"), folder.resolve("moved.rb"));
        CommandResult refused = CommandResult.run("exec", "--runs=" + folder.resolve("runs"), moved.toString());
        assertEquals(2, refused.code(), refused.err());
        assertTrue(refused.err().contains(" of the same runbook (" + runbook() + ") is unfinished"), refused.err());
    }

    @Test
    void of_a_sound_journal_it_is_said_that_nothing_is_damaged() {
        CommandResult resumed = command("resume", "--before-damage");
        assertEquals(0, resumed.code());
        assertTrue(resumed.err().contains(" is intact: --before-damage changes nothing\n"), resumed.err());
    }

    @Test
    void of_two_folders_with_one_run_only_its_own_is_carried_on() throws IOException {
        String run = oldest();
        String copy = run + "-copy";
        Path own = folder.resolve("runs").resolve(run);
        Path other = Files.createDirectory(folder.resolve("runs").resolve(copy));
        Files.copy(own.resolve("journal.jsonl"), other.resolve("journal.jsonl"));
        CommandResult status = command("status");
        assertTrue(status.out().contains(run + "  Play failed"), status.out());
        assertFalse(status.out().contains(copy), status.out());
        CommandResult refused = command("resume", copy);
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains(" is of the run " + run + ", which has a folder of its own."), refused.err());
        assertEquals(List.of("one"), log());
        assertEquals(0, command("resume").code());
        assertEquals(List.of("one", "three"), log());
    }

    @Test
    void a_run_of_another_machine_is_left_alone_until_a_person_says_that_it_is_dead() throws IOException {
        Path lock = folder.resolve("runs").resolve(oldest()).resolve("lock");
        Files.writeString(lock, "user: ann\nhost: elsewhere\npid: 7\nstarted: 1@boot\nsince: 2026-01-02T03:04:05Z\n");
        CommandResult refused = command("resume");
        assertEquals(3, refused.code());
        assertTrue(refused.err().contains("ann on elsewhere (process 7) since 2026-01-02 03:04:05 UTC"), refused.err());
        assertTrue(refused.err().contains("cannot be seen from this machine. If it does not, delete " + lock));
        assertEquals(List.of("one"), log());
        Files.delete(lock);
        assertEquals(0, command("resume").code());
        assertEquals(List.of("one", "three"), log());
    }

    private String oldest() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.filter(Files::isDirectory)
                    .map(run -> String.valueOf(run.getFileName()))
                    .filter(run -> journalOf(run).contains("\"end\":\"failed\""))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String journalOf(String run) {
        try {
            return Files.readString(folder.resolve("runs").resolve(run).resolve("journal.jsonl"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void steps_that_have_not_run_may_change_and_come_between() throws IOException {
        write(
                ONE,
                "step \"One and a half\" do\n  run \"sh\", \"-c\", \"echo half >> log\"\nend\n",
                TWO.replace("  run", "  note \"added\"\n  run"),
                THREE.replace("three", "drei"));
        CommandResult resumed = command("resume");
        assertEquals(0, resumed.code(), resumed.err());
        assertEquals(List.of("one", "half", "drei"), log());
        assertTrue(resumed.out().contains("note: added\n"), resumed.out());
    }

    @Test
    void comments_and_layout_are_no_change() throws IOException {
        write("# a comment\n" + ONE.replace("  run", "  # another\n      run"), TWO, THREE);
        assertEquals(0, command("resume").code());
    }

    @Test
    void a_changed_step_that_is_done_is_refused_with_both_texts_until_that_is_accepted() throws IOException {
        write(ONE.replace("echo one", "echo uno"), TWO, THREE);
        CommandResult refused = command("resume");
        assertEquals(2, refused.code());
        String log = folder.resolve("log").toString();
        assertTrue(refused.err().contains("""
                  step "One" was changed
                    before:
                      run "sh", "-c", "echo one >> %s"
                    now:
                      run "sh", "-c", "echo uno >> %s"
                """.formatted(log, log)), refused.err());
        assertEquals(List.of("one"), log());
        CommandResult accepted = command("resume", "--accept-edits");
        assertEquals(0, accepted.code(), accepted.err());
        assertEquals(List.of("one", "three"), log());
        assertTrue(journal().contains("\"edits\":[\"step \\\"One\\\" was changed\"]"), journal());
    }

    @Test
    void a_done_step_that_is_gone_or_moved_is_refused_by_name() throws IOException {
        write(TWO, THREE);
        assertTrue(
                command("resume").err().contains("  step \"One\" was gone\n"),
                command("resume").err());
        write(TWO, ONE, THREE);
        assertTrue(
                command("resume").err().contains("  step \"One\" was moved\n"),
                command("resume").err());
        write("step \"Zero\" do\n" + ONE + "end\n", TWO, THREE);
        assertTrue(
                command("resume").err().contains("  step \"One\" was moved\n"),
                command("resume").err());
        assertEquals(List.of("one"), log());
    }

    @Test
    void the_text_that_the_run_began_with_is_in_its_journal() throws IOException {
        Files.delete(folder.resolve("play.rb"));
        CommandResult lost = command("resume");
        assertEquals(2, lost.code());
        assertTrue(lost.err().contains("runbook resume --as-begun 20"), lost.err());
        assertEquals(0, command("resume", "--as-begun").code());
        assertEquals(List.of("one", "three"), log());
    }

    @Test
    void a_journal_that_was_changed_is_not_gone_on_from() throws IOException {
        String run = oldest();
        Path journal = folder.resolve("runs").resolve(run).resolve("journal.jsonl");
        Files.writeString(journal, journalOf(run).replace("\"text\":\"on to two\"", "\"text\":\"on to drei\""));
        CommandResult refused = command("resume", run);
        assertEquals(3, refused.code());
        assertTrue(refused.err().contains("was changed after it was written"), refused.err());
    }
}
