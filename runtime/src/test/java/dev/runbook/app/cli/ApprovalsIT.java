package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import dev.runbook.golden.Golden;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the journal says of approvals: who or which option answered what, when, and what was shown. */
class ApprovalsIT {
    private static final String VALUES = "host: coder.acme.example\n";

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void runbook() throws IOException {
        Files.writeString(folder.resolve("values.yml"), VALUES);
        Files.writeString(folder.resolve("ask.rb"), """
                runbook "Ask"

                step "Look" do
                  confirm "Are these yours?", show: "values.yml"
                end

                step "Do it by hand" do
                  manual "Open the valve"
                end

                step "Take away", destructive: true do
                  step "Really" do
                    confirm "Remove it?"
                  end
                  perform :take
                end

                procedure :take do
                  confirm "And the rest?"
                  run "touch", "taken"
                end
                """);
    }

    @Test
    void options_are_named_as_what_answered() throws Exception {
        exec(0, "--answer=Do it by hand=yes", "--yes", "--yes-destroy");
        assertEquals(
                List.of(
                        "Look: yes by --yes",
                        "Do it by hand: yes by --answer",
                        "Take away > Really: yes by --yes-destroy",
                        "Take away: yes by --yes-destroy"),
                answers());
        Entry.Asked first = (Entry.Asked) facts().stream()
                .map(Recorded::entry)
                .filter(Entry.Asked.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertEquals("Are these yours?", first.text());
    }

    @Test
    void the_journal_has_the_keys_of_a_file_that_was_shown_and_the_file_is_kept_beside_it() throws Exception {
        exec(5, "--answer=Look=yes");
        Entry.Asked asked = (Entry.Asked) facts().stream()
                .map(Recorded::entry)
                .filter(Entry.Asked.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.of("host: …"), asked.shown());
        Entry.KeptFile file = asked.file().orElseThrow();
        assertEquals("files/values.yml", file.copy());
        assertEquals(VALUES.length(), file.bytes());
        assertEquals(sha256(VALUES), file.sha256());
        assertEquals(VALUES, Files.readString(run().resolve(file.copy())));
        assertFalse(Files.readString(run().resolve("journal.jsonl")).contains("coder.acme.example"));
    }

    @Test
    void a_copy_of_what_was_shown_that_was_changed_or_is_gone_is_told() throws Exception {
        exec(5, "--answer=Look=yes");
        Path copy = run().resolve("files/values.yml");
        Files.writeString(copy, "host: evil.example\n");
        String runs = "--runs=" + folder.resolve(".runbook/runs");
        CommandResult verified = CommandResult.run("report", "--verify", runs, "last");
        assertEquals(1, verified.code());
        assertTrue(verified.out().contains("files/values.yml is not as the run left it"), verified.out());
        Files.delete(copy);
        CommandResult shown = CommandResult.run("report", "--show-values", runs, "last");
        assertEquals(0, shown.code());
        assertTrue(
                shown.out().contains("The copy files/values.yml of the run cannot be read: there is no such file"),
                shown.out());
    }

    @Test
    void a_journal_of_an_older_form_has_all_of_the_file_itself() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old/20261126-104853-hello"));
        Files.writeString(
                old.resolve("journal.jsonl"),
                Golden.of("golden/journal/schema1").read("every-kind", "journal.jsonl"));
        String runs = "--runs=" + folder.resolve("old");
        String whole =
                CommandResult.run("report", "--show-values", runs, "last").out();
        assertTrue(whole.contains("remember"), whole);
        String keys = CommandResult.run("report", runs, "last").out();
        assertFalse(keys.contains("remember"), keys);
    }

    @Test
    void the_option_for_ordinary_questions_never_answers_for_a_destructive_step() throws Exception {
        String said = exec(5, "--yes");
        assertEquals(List.of("Look: yes by --yes", "Do it by hand: yes by --yes"), answers());
        assertTrue(said.contains("--yes-destroy"), said);
        assertTrue(Files.notExists(folder.resolve("taken")));
        exec(5, "--new", "--yes", "--answer=Really=yes");
        assertEquals("Take away > Really: yes by --answer", answers().getLast());
        assertTrue(Files.notExists(folder.resolve("taken")));
    }

    @Test
    void an_answer_of_no_is_written_down_with_what_gave_it() throws Exception {
        exec(5, "--yes", "--answer=Look=no");
        assertEquals(List.of("Look: no by --answer"), answers());
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_person_is_named_with_the_time_of_the_answer() throws Exception {
        Prerequisite.TERMINAL.orSkip();
        Instant before = Instant.now().minus(Duration.ofSeconds(1));
        List<String> java = List.of(
                "script",
                "-qfec",
                Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path")
                        + "' dev.runbook.app.cli.Main exec --answer=Really=yes '--answer=Take away=yes' ask.rb",
                "/dev/null");
        Process terminal = new ProcessBuilder(java)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        // What is typed before it is asked for is no answer, so each is typed when its prompt is on the screen.
        try (Writer typing = terminal.outputWriter();
                Reader screen = terminal.inputReader()) {
            for (String prompt : List.of("[y/N]", "or n to stop:")) {
                assertTrue(readTo(prompt, screen, said), said.toString());
                typing.write("yes\n");
                typing.flush();
            }
            screen.transferTo(Writer.nullWriter());
            assertEquals(0, terminal.waitFor(), said.toString());
        }
        String me = System.getProperty("user.name");
        assertEquals(
                List.of(
                        "Look: yes by " + me,
                        "Do it by hand: yes by " + me,
                        "Take away > Really: yes by --answer",
                        "Take away: yes by --answer"),
                answers());
        Recorded answer = facts().stream()
                .filter(fact -> fact.entry() instanceof Entry.Answered)
                .findFirst()
                .orElseThrow();
        assertTrue(answer.time().isAfter(before)
                && answer.time().isBefore(Instant.now().plusSeconds(1)));
    }

    /** Reads up to such a text; false when the screen ends without it. */
    private static boolean readTo(String end, Reader screen, StringBuilder said) throws IOException {
        int from = said.length();
        for (int next = screen.read(); next >= 0; next = screen.read()) {
            said.append((char) next);
            if (said.indexOf(end, from) >= 0) {
                return true;
            }
        }
        return false;
    }

    private String exec(int code, String... options) throws IOException, InterruptedException {
        String[] arguments =
                Stream.concat(Stream.of("exec", "ask.rb"), Stream.of(options)).toArray(String[]::new);
        try (OwnProcess process = OwnProcess.start(folder, arguments)) {
            OwnProcess.Ended ended = process.end();
            assertEquals(code, ended.code(), ended.said());
            return ended.said();
        }
    }

    private Path run() {
        try (Stream<Path> runs = Files.list(folder.resolve(".runbook/runs"))) {
            return runs.filter(Files::isDirectory).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Recorded> facts() {
        RunFolders folders = new RunFolders(
                folder.resolve(".runbook/runs"), folder, new SystemClock(), RandomGenerator.getDefault());
        return folders.read(folders.names().getLast()).records();
    }

    private List<String> answers() {
        List<String> answers = new ArrayList<>();
        facts().forEach(fact -> {
            if (fact.entry() instanceof Entry.Answered answered) {
                answers.add(answered.step() + ": " + (answered.yes() ? "yes" : "no") + " by " + answered.by());
            }
        });
        return answers;
    }
}
