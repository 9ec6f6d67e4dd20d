package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.run.NextCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run whose journal was damaged stays in sight, and there is a way out of each damage. */
class DamagedJournalTest {
    @TempDir
    private Path folder = Path.of("");

    private Path runs = Path.of("");
    private String run = "";

    @BeforeEach
    void a_run_that_failed_in_its_second_step() throws IOException {
        runs = folder.resolve("runs");
        Files.writeString(folder.resolve("play.rb"), """
                runbook "Play"

                step "One" do
                  run "sh", "-c", "echo one >> %1$s/log"
                end

                step "Two" do
                  run "test", "-e", "%1$s/go"
                end

                step "Three" do
                  run "sh", "-c", "echo three >> %1$s/log"
                end
                """.formatted(folder));
        assertEquals(1, command("exec", folder.resolve("play.rb").toString()).code());
        Files.writeString(folder.resolve("go"), "");
        try (Stream<Path> all = Files.list(runs)) {
            run = String.valueOf(
                    all.filter(Files::isDirectory).findFirst().orElseThrow().getFileName());
        }
    }

    /** What can be done to a journal. */
    enum Harm {
        LINE_DELETED(true),
        LINE_DOUBLED(true),
        LINE_CHANGED(true),
        LINES_SWAPPED(true),
        NOT_JSON(true),
        NOT_UTF8(true),
        NOT_AN_OBJECT(true),
        FIRST_LINE_CHANGED(false),
        FIRST_LINE_DELETED(false),
        CUT_IN_THE_FIRST_LINE(false),
        ZEROS(false),
        EMPTY(false),
        A_FOLDER(false),
        A_LINK(false),
        MISSING(false),
        OF_A_LATER_VERSION(false);

        private final boolean resumable;

        Harm(boolean resumable) {
            this.resumable = resumable;
        }
    }

    private Path journal() {
        return runs.resolve(run).resolve("journal.jsonl");
    }

    private void harm(Harm harm) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(journal()));
        switch (harm) {
            case LINE_DELETED -> lines.remove(6);
            case LINE_DOUBLED -> lines.add(6, lines.get(6));
            case LINE_CHANGED -> lines.set(6, lines.get(6).replace("Two", "Too"));
            case FIRST_LINE_CHANGED -> lines.set(0, lines.getFirst().replaceFirst("[{]", "{ "));
            case LINES_SWAPPED -> lines.add(7, lines.remove(6));
            case NOT_JSON -> lines.set(6, "garbage");
            case NOT_AN_OBJECT -> lines.set(6, "[]");
            case FIRST_LINE_DELETED -> lines.removeFirst();
            case CUT_IN_THE_FIRST_LINE -> lines = List.of(lines.getFirst().substring(0, 80));
            case OF_A_LATER_VERSION -> lines.set(0, lines.getFirst().replace("\"schema\":2", "\"schema\":9"));
            case NOT_UTF8, ZEROS, EMPTY, A_FOLDER, A_LINK, MISSING -> {}
        }
        Path aside = folder.resolve("aside");
        switch (harm) {
            case NOT_UTF8 -> {
                byte[] bytes = Files.readAllBytes(journal());
                int at = String.join("\n", lines.subList(0, 6)).length() + 30;
                bytes[at] = (byte) 0xff;
                bytes[at + 1] = (byte) '"';
                Files.write(journal(), bytes);
            }
            case ZEROS -> Files.write(journal(), new byte[(int) Files.size(journal())]);
            case EMPTY -> Files.write(journal(), new byte[0]);
            case A_FOLDER -> {
                Files.delete(journal());
                Files.createDirectory(journal());
            }
            case A_LINK -> {
                Files.move(journal(), aside);
                Files.createSymbolicLink(journal(), aside);
            }
            case MISSING -> Files.delete(journal());
            case LINE_DELETED,
                    LINE_DOUBLED,
                    LINE_CHANGED,
                    LINES_SWAPPED,
                    NOT_JSON,
                    NOT_AN_OBJECT,
                    FIRST_LINE_CHANGED,
                    FIRST_LINE_DELETED,
                    CUT_IN_THE_FIRST_LINE,
                    OF_A_LATER_VERSION -> Files.write(journal(), lines);
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_is_named_with_the_ways_out_and_nothing_begins_beside_it(Harm harm) throws IOException {
        harm(harm);
        CommandResult status = command("status");
        assertTrue(status.out().startsWith(run + "  its journal is damaged\n"), status.out());
        assertTrue(status.out().contains("\n  damaged  "), status.out());
        assertTrue(
                status.out().contains("\n  see      runbook report --verify " + run + " --runs=" + runs + "\n"),
                status.out());
        assertEquals(
                harm.resumable,
                status.out().contains("\n  go on    runbook resume --before-damage " + run),
                status.out());
        assertTrue(
                status.out().contains("\n  give up  runbook abandon " + run + " --runs=" + runs + "\n"), status.out());
        assertTrue(command("status", "--json").out().contains("\"damage\":\""));
        assertNamed(3, "exec", folder.resolve("play.rb").toString());
        assertEquals(
                harm.resumable,
                command("exec", folder.resolve("play.rb").toString()).err().contains("resume --before-damage"));
        assertNamed(3, "resume");
        CommandResult verify = command("report", "--verify", run);
        assertEquals(verify.out().isEmpty() ? 3 : 1, verify.code(), verify.out());
        if (harm != Harm.LINE_CHANGED && harm != Harm.FIRST_LINE_CHANGED) {
            // What was changed and can be read is told, with a warning.
            assertNamed(3, "report", run);
        }
        assertNamed(3, "runs");
        assertEquals(List.of("one"), Files.readAllLines(folder.resolve("log")));
    }

    @Test
    void what_stands_before_the_damage_is_told() throws IOException {
        String whole = command("report", run).out();
        assertTrue(whole.contains("1 One") && whole.contains("2 Two"), whole);
        harm(Harm.NOT_JSON);
        CommandResult told = command("report", run);
        assertEquals(3, told.code());
        assertTrue(told.out().startsWith("Play: its journal is damaged\n"), told.out());
        assertTrue(told.out().contains("  read to   ") && !told.out().contains("  exit code "), told.out());
        assertTrue(told.out().contains("1 One") && !told.out().contains("2 Two"), told.out());
        assertTrue(told.err().contains("is damaged. The report ends before that.\n  line 7"), told.err());
        assertTrue(command("report", "--format=junit", run).out().contains("</testsuite>"));
    }

    @Test
    void commands_to_type_name_the_folder_of_runs_only_where_they_would_not_look_by_themselves() {
        assertEquals("runbook resume x", new NextCommand(Path.of(".runbook/runs")).of("resume", "x"));
        assertEquals("runbook report x --runs=kept", new NextCommand(Path.of("kept")).of("report", "x"));
        assertEquals(
                "runbook resume --plan x '--runs=/my runs'",
                new NextCommand(Path.of("/my runs")).of("resume --plan", "x"));
        assertTrue(command("status").out().contains("  go on    runbook resume " + run + " --runs=" + runs + "\n"));
    }

    private void assertNamed(int code, String name, String... arguments) {
        CommandResult done = command(name, arguments);
        assertEquals(code, done.code(), done.out() + done.err());
        assertTrue(done.err().contains(run), done.err());
        assertTrue(done.err().contains("runbook report --verify " + run), done.err());
        assertTrue(done.err().contains("runbook abandon " + run), done.err());
    }

    @ParameterizedTest
    @EnumSource
    void it_can_be_given_up_for_good(Harm harm) throws IOException {
        harm(harm);
        CommandResult given = command("abandon", "--reason", "done by hand", run);
        assertEquals(0, given.code(), given.err());
        assertTrue(Files.readString(journal(), StandardCharsets.ISO_8859_1).contains("\"kind\":\"abandoned\""));
        assertTrue(Files.readString(journal(), StandardCharsets.ISO_8859_1).contains("\"reason\":\"done by hand\""));
        assertTrue(command("status").out().startsWith("Nothing is unfinished in "));
        assertTrue(command("abandon", run).out().endsWith(": there is nothing to abandon.\n"));
        assertFalse(command("resume", run).code() == 0);
        assertEquals(0, command("exec", folder.resolve("play.rb").toString()).code());
    }

    @Test
    void what_stands_before_the_damage_is_gone_on_from_when_a_person_agrees() throws IOException {
        harm(Harm.NOT_JSON);
        String damaged = Files.readString(journal());
        CommandResult resumed = command("resume", "--before-damage");
        assertEquals(0, resumed.code(), resumed.err());
        assertTrue(resumed.out().contains("note: the journal was damaged, and goes on from before that: line 7"));
        assertEquals(List.of("one", "three"), Files.readAllLines(folder.resolve("log")));
        assertEquals(damaged, Files.readString(runs.resolve(run).resolve("journal.jsonl.damaged-1")));
        assertEquals(0, command("report", "--verify", run).code());
    }

    @Test
    void a_journal_that_was_cut_at_a_whole_line_is_a_run_that_died_there() throws IOException {
        List<String> lines = Files.readAllLines(journal());
        Files.write(journal(), lines.subList(0, 5));
        assertTrue(command("status").out().contains("did not end"));
        assertEquals(0, command("resume").code());
    }

    @Test
    void a_sound_run_can_be_given_up_too() throws IOException {
        assertEquals(0, command("abandon", "last").code());
        CommandResult late = command("resume", run);
        assertEquals(2, late.code());
        assertTrue(late.err().contains("error: the run " + run + " was abandoned by "), late.err());
        assertTrue(command("report", run).out().startsWith("Play failed after "));
        assertTrue(command("report", run).out().contains(", and was abandoned\n"));
        assertTrue(command("report", "--format=json", run).out().contains("\"abandonment\""));
        assertEquals(0, command("report", "--verify", run).code());
    }

    @Test
    void a_run_that_is_done_needs_no_giving_up() throws IOException {
        assertEquals(0, command("resume").code());
        assertEquals(
                "The run " + run + " is done: there is nothing to abandon.\n",
                command("abandon", run).out());
        assertEquals(2, command("abandon", "nothing").code());
    }

    @Test
    void a_run_that_somebody_works_on_is_not_given_up() throws IOException {
        Files.writeString(
                runs.resolve(run).resolve("lock"),
                "user: ann\nhost: elsewhere\npid: 7\nstarted: 1@boot\nsince: 2026-01-02T03:04:05Z\n");
        CommandResult refused = command("abandon", run);
        assertEquals(3, refused.code());
        assertTrue(refused.err().contains("ann on elsewhere (process 7)"), refused.err());
    }

    private CommandResult command(String name, String... more) {
        return CommandResult.run(Stream.concat(Stream.of(name, "--runs=" + runs), Stream.of(more))
                .toArray(String[]::new));
    }
}
