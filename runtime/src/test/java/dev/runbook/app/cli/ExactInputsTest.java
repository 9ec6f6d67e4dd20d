package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret that is equal to a part of a parameter, of a title and of a decision does not keep a run from being resumed. */
class ExactInputsTest {
    @TempDir
    private Path folder = Path.of("");

    private Path runs = Path.of("");
    private Path secrets = Path.of("");

    @BeforeEach
    void a_runbook_whose_parameter_may_hold_a_secret() throws IOException {
        runs = folder.resolve("runs");
        secrets = secret("postgres://coder:wanderer@db/coder");
        Files.writeString(folder.resolve("play.rb"), """
                runbook "Play"

                secret :url, "The database"

                param :release, "Whose", default: "wanderer"

                name = "app-#{release}"

                for item in [name, "other"] do
                  step "Greet #{item}" do
                    run "sh", "-c", "echo $0 >> %1$s/log", item
                  end
                end

                step "Wait for the wanderer" do
                  run "test", "-e", "%1$s/go"
                end

                if release == "wanderer"
                  step "Last" do
                    run "sh", "-c", "echo $0 $1 >> %1$s/log", release, name
                  end
                end
                """.formatted(folder));
    }

    private Path secret(String content) throws IOException {
        return Files.writeString(folder.resolve("secrets.yml"), "url: " + content + "\n");
    }

    private CommandResult exec(String... more) {
        List<String> all = new ArrayList<>(List.of("exec", "--runs=" + runs, "--params=" + secrets));
        all.addAll(List.of(more));
        all.add(folder.resolve("play.rb").toString());
        return CommandResult.run(all.toArray(String[]::new));
    }

    private CommandResult resume(String... more) {
        List<String> all = new ArrayList<>(List.of("resume", "--runs=" + runs, "--params=" + secrets));
        all.addAll(List.of(more));
        return CommandResult.run(all.toArray(String[]::new));
    }

    @Test
    void before_anything_is_done_it_is_asked_whether_that_is_meant() {
        CommandResult refused = exec();
        assertEquals(5, refused.code(), refused.err());
        assertTrue(
                refused.err().contains("error: The parameter release ([secret url]) holds the value of a secret"),
                refused.err());
        assertTrue(refused.err().contains("say so with --yes"), refused.err());
        assertTrue(Files.notExists(folder.resolve("log")));
        assertTrue(Files.notExists(runs));
    }

    @Test
    void it_goes_on_with_the_very_values_and_the_secret_is_nowhere_on_the_disk() throws IOException {
        assertEquals(1, exec("--yes").code());
        Files.writeString(folder.resolve("go"), "");
        CommandResult plan = resume("--plan");
        assertTrue(plan.out().contains("  goes on  2 Wait for the [secret url]\n"), plan.out());
        CommandResult resumed = resume();
        assertEquals(0, resumed.code(), resumed.err());
        assertFalse((resumed.out() + resumed.err()).contains("wanderer"), resumed.out());
        assertEquals(
                List.of("app-wanderer", "other", "wanderer app-wanderer"), Files.readAllLines(folder.resolve("log")));
        try (Stream<Path> all = Files.walk(runs)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                assertFalse(Files.readString(file).contains("postgres://coder:wanderer"), file.toString());
                // The text of the runbook is everybody's.
                assertFalse(
                        Files.readString(file)
                                .replace(Files.readString(folder.resolve("play.rb")), "")
                                .replaceAll("\"sources\":\\{\"[^\"]*\":\"(?:\\\\.|[^\"\\\\])*\"\\}", "")
                                .contains("wanderer"),
                        file.toString());
            }
        }
    }

    @Test
    void another_secret_would_make_other_values_and_is_refused() throws IOException {
        assertEquals(1, exec("--yes").code());
        secret("postgres://coder:somebody@db/coder");
        CommandResult refused = resume();
        assertEquals(2, refused.code(), refused.out());
        assertTrue(refused.err().contains("Give the secret that it began with."), refused.err());
        assertEquals(List.of("app-wanderer", "other"), Files.readAllLines(folder.resolve("log")));
    }

    private Path exact() throws IOException {
        try (Stream<Path> all = Files.walk(runs)) {
            return all.filter(file -> file.endsWith("exact.jsonl")).findFirst().orElseThrow();
        }
    }

    @Test
    void a_run_whose_values_are_lost_does_not_go_on_with_masks() throws IOException {
        assertEquals(1, exec("--yes").code());
        Files.writeString(folder.resolve("go"), "");
        Path kept = exact();
        byte[] whole = Files.readAllBytes(kept);
        Files.delete(kept);
        CommandResult refused = resume();
        assertEquals(3, refused.code(), refused.out());
        assertTrue(refused.err().contains("what it was given for release is lost"), refused.err());
        assertTrue(refused.err().contains("runbook abandon "), refused.err());
        assertEquals(List.of("app-wanderer", "other"), Files.readAllLines(folder.resolve("log")));
        Files.write(kept, whole);
        assertEquals(0, resume().code());
        Files.delete(kept);
        CommandResult over = resume(String.valueOf(kept.getName(kept.getNameCount() - 2)));
        assertEquals(0, over.code(), over.err());
        assertTrue(over.out().contains(" is done: nothing is left of it."), over.out());
    }

    @Test
    void a_damaged_line_is_told_and_nothing_behind_it_is_cut_off() throws IOException {
        assertEquals(1, exec("--yes").code());
        Files.writeString(folder.resolve("go"), "");
        Path kept = exact();
        List<String> lines = new ArrayList<>(Files.readAllLines(kept));
        assertTrue(lines.size() > 1);
        lines.set(1, "garbage");
        Files.write(kept, lines);
        for (String how : List.of("--plan", "--before-damage", "--as-begun")) {
            CommandResult refused = resume(how);
            assertEquals(3, refused.code(), refused.out());
            assertTrue(refused.err().contains("exact.jsonl cannot be read: it is damaged ("), refused.err());
            assertTrue(refused.err().contains("runbook abandon"), refused.err());
        }
        assertEquals(lines, Files.readAllLines(kept));
        assertEquals(List.of("app-wanderer", "other"), Files.readAllLines(folder.resolve("log")));
    }

    @Test
    void what_stands_behind_a_damaged_journal_is_copied_aside() throws IOException {
        assertEquals(1, exec("--yes").code());
        Files.writeString(folder.resolve("go"), "");
        Path kept = exact();
        String whole = Files.readString(kept);
        Path journal = kept.resolveSibling("journal.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(journal));
        lines.set(3, "garbage");
        Files.write(journal, lines);
        assertEquals(0, resume("--before-damage").code());
        assertEquals(whole, Files.readString(kept.resolveSibling("exact.jsonl.damaged-1")));
    }

    @Test
    void an_older_run_without_what_was_kept_goes_on_as_before() throws IOException {
        secret("postgres://coder:nothing-special@db/coder");
        assertEquals(1, exec().code());
        Files.writeString(folder.resolve("go"), "");
        try (Stream<Path> all = Files.walk(runs)) {
            assertTrue(all.noneMatch(file -> file.endsWith("exact.jsonl")));
        }
        assertEquals(0, resume().code());
        assertEquals(
                List.of("app-wanderer", "other", "wanderer app-wanderer"), Files.readAllLines(folder.resolve("log")));
    }
}
