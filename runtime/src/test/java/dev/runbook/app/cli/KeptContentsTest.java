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

/** What an operator has written into a file is kept when a run writes over it, and what a run has written is not. */
class KeptContentsTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void place() {
        file = folder.resolve("values.yml");
    }

    private CommandResult exec(String body) throws IOException {
        String runbook = Files.writeString(
                        folder.resolve("a.rb"), "runbook \"A\"\n\nstep \"Write\" do\n  " + body + "\nend\n")
                .toString();
        CommandResult done = CommandResult.run(
                "exec", "--new", runbook, "--runs", folder.resolve("runs").toString());
        assertEquals(0, done.code(), done::err);
        return done;
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            return files.filter(path -> path.toString().endsWith(".before")).toList();
        }
    }

    private String write(String text) {
        return "file.write \"" + file + "\", \"" + text + "\"";
    }

    @Test
    void what_was_there_is_kept_and_named_in_one_line() throws IOException {
        Files.writeString(file, "replicas: 3 # mine\n");
        CommandResult done = exec(write("replicas: 1"));
        assertEquals("replicas: 1", Files.readString(file));
        Path copy = kept().getFirst();
        assertEquals("replicas: 3 # mine\n", Files.readString(copy));
        assertEquals("values.yml.before", String.valueOf(copy.getFileName()));
        assertTrue(done.out().replaceAll("\\s+", " ").contains("had other contents, kept as"), done::out);
        assertTrue(done.out().replaceAll("\\s+", "").contains(copy.toString()), done::out);
    }

    @Test
    void a_copy_over_it_keeps_it_too() throws IOException {
        Files.writeString(file, "mine");
        Files.writeString(folder.resolve("from.yml"), "theirs");
        exec("file.copy \"" + folder.resolve("from.yml") + "\", \"" + file + "\"");
        assertEquals("theirs", Files.readString(file));
        assertEquals("mine", Files.readString(kept().getFirst()));
    }

    @Test
    void nothing_is_said_of_a_new_file_of_the_same_contents_and_of_what_a_run_wrote() throws IOException {
        for (String text : List.of("a: 1", "a: 1", "a: 2")) {
            CommandResult done = exec(write(text));
            assertFalse(done.out().contains("other contents"), done::out);
        }
        assertEquals(List.of(), kept());
    }

    @Test
    void what_was_edited_after_a_run_wrote_it_is_kept() throws IOException {
        exec(write("a: 1"));
        Files.writeString(file, "a: 1\nb: mine\n");
        exec(write("a: 1"));
        assertEquals("a: 1\nb: mine\n", Files.readString(kept().getFirst()));
    }
}
