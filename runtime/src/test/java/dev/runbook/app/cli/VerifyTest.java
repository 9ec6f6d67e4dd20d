package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether {@code report --verify} notices what was done to a run after it ended. */
class VerifyTest {
    @TempDir
    private Path folder = Path.of("");

    private Path run = Path.of("");

    @BeforeEach
    void a_run() throws IOException {
        Path runbook = Files.writeString(folder.resolve("greet.rb"), """
                runbook "Greet"

                step "Say" do
                  note "good morning"
                  run "echo", "hello"
                  file.write "%s", "a: 1"
                end
                """.formatted(folder.resolve("values.yml")));
        CommandResult done = CommandResult.run("exec", "--runs=" + folder.resolve("runs"), runbook.toString());
        assertEquals(0, done.code(), done.err());
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            run = runs.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    @Test
    void an_untouched_run_is_as_it_was_written() {
        CommandResult done = verify();
        assertEquals(0, done.code(), done.out());
        assertTrue(done.out().contains("files    2, each as the run left it"), done.out());
        assertTrue(done.out().contains("Nothing was changed: each line is as it was written"), done.out());
        String sum = done.out().strip().replaceAll("(?s).*\\s", "");
        assertTrue(journal().endsWith("\"sum\":\"" + sum + "\"}\n"), done.out());
    }

    @Test
    void a_changed_line_is_named_and_the_report_warns_of_it() throws IOException {
        Files.writeString(run.resolve("journal.jsonl"), journal().replace("\"good morning\"", "\"good evening\""));
        assertChanged(
                "- line 3 of the journal: its sum is not that of its text, so it was changed after it was written");
        CommandResult report = report();
        assertEquals(0, report.code());
        assertTrue(
                report.err().startsWith("warning: the journal was changed after it was written. See: "), report.err());
        assertTrue(report.out().contains("good evening"));
    }

    @Test
    void a_line_that_was_taken_out_is_missed() throws IOException {
        List<String> lines = journal().lines().toList();
        Files.write(
                run.resolve("journal.jsonl"),
                lines.stream().filter(line -> !line.contains("noted")).toList());
        assertChanged("- line 3 of the journal: its number is 4 where 3 is due");
    }

    @Test
    void of_a_cut_end_it_says_that_it_cannot_know() throws IOException {
        List<String> lines = journal().lines().toList();
        Files.write(run.resolve("journal.jsonl"), lines.subList(0, lines.size() - 1));
        CommandResult done = verify();
        assertEquals(0, done.code());
        assertTrue(done.out().contains("Sums cannot show whether lines after the last one were cut away"), done.out());
    }

    @Test
    void files_that_the_run_kept_are_compared_too() throws IOException {
        Files.writeString(run.resolve("files/values.yml"), "a: 2");
        Files.delete(run.resolve("output/0001-run.log"));
        assertChanged("- the file files/values.yml is not as the run left it: its checksum is another one");
        assertChanged("- the file output/0001-run.log is missing");
    }

    @Test
    void a_journal_that_was_put_into_another_runs_folder_is_noticed() throws IOException {
        String name = String.valueOf(run.getFileName());
        Path other = run.resolveSibling("20260101-000000-greet-0000");
        Files.move(run, other);
        run = other;
        assertChanged("- the journal is of the run " + name + ", and its folder is called 20260101-000000-greet-0000");
    }

    @Test
    void a_journal_of_a_later_version_is_no_guess() throws IOException {
        Files.writeString(run.resolve("journal.jsonl"), journal().replace("\"schema\":2", "\"schema\":7"));
        for (CommandResult done : List.of(verify(), report())) {
            assertEquals(3, done.code(), done.out());
            assertTrue(
                    done.err().contains("line 1 of the journal was written in form 7 by another version of runbook"),
                    done.err());
        }
    }

    private void assertChanged(String line) {
        CommandResult done = verify();
        assertEquals(1, done.code(), done.out());
        assertTrue(done.out().contains("This is not the story that the run wrote:"), done.out());
        assertTrue(done.out().contains(line), done.out());
    }

    private String journal() {
        try {
            return Files.readString(run.resolve("journal.jsonl"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private CommandResult verify() {
        // Lines are broken for people.
        CommandResult done =
                CommandResult.run("report", "--verify", "--runs=" + run.getParent(), String.valueOf(run.getFileName()));
        return new CommandResult(
                done.code(), done.out().replaceAll("(?<!:)\n(?!-|lines|files|journal)", " "), done.err());
    }

    private CommandResult report() {
        return CommandResult.run("report", "--runs=" + run.getParent(), String.valueOf(run.getFileName()));
    }
}
