package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatCommandTest {
    private static final String LOOSE = "runbook   \"A\"\n\nstep \"One\" do\nrun \"true\" # stays\nend";
    private static final String NEAT = "runbook \"A\"\n\nstep \"One\" do\n  run \"true\" # stays\nend\n";

    @TempDir
    private Path folder = Path.of("");

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void a_file_is_brought_into_the_layout_once() throws IOException {
        Path file = file("a.rb", LOOSE);
        assertEquals(new CommandResult(0, file + "\n", ""), CommandResult.run("fmt", file.toString()));
        assertEquals(NEAT, Files.readString(file));
        assertEquals(new CommandResult(0, "", ""), CommandResult.run("fmt", file.toString()));
    }

    @Test
    void the_difference_is_shown_as_patch_reads_it_and_nothing_is_changed() throws IOException {
        Path file = file("a.rb", LOOSE);
        String expected = """
                --- %1$s
                +++ %1$s
                @@ -1,5 +1,5 @@
                -runbook   "A"
                +runbook "A"
                \s
                 step "One" do
                -run "true" # stays
                -end
                \\ No newline at end of file
                +  run "true" # stays
                +end
                """.formatted(file);
        assertEquals(new CommandResult(0, expected, ""), CommandResult.run("fmt", "--diff", file.toString()));
        assertEquals(
                new CommandResult(1, expected, ""), CommandResult.run("fmt", "--diff", "--check", file.toString()));
        assertEquals(new CommandResult(1, file + "\n", ""), CommandResult.run("fmt", "--check", file.toString()));
        assertEquals(LOOSE, Files.readString(file));
    }

    @Test
    void a_neat_file_has_no_difference() throws IOException {
        String file = file("a.rb", NEAT).toString();
        assertEquals(new CommandResult(0, "", ""), CommandResult.run("fmt", "--diff", "--check", file));
    }

    @Test
    void a_broken_file_does_not_keep_the_others_back() throws IOException {
        Path broken = file("broken.rb", "step \"One\" do\n");
        Path loose = file("loose.rb", LOOSE);
        CommandResult done = CommandResult.run("fmt", broken.toString(), loose.toString());
        assertEquals(2, done.code());
        assertTrue(done.err().contains("broken.rb:"), done::err);
        assertEquals(NEAT, Files.readString(loose));
    }

    @Test
    void only_files_are_formatted_and_no_shipped_runbook() {
        CommandResult shipped = CommandResult.run("fmt", "update-coder.rb");
        assertEquals(
                new CommandResult(2, "", "error: update-coder.rb cannot be read: there is no such file or folder\n"),
                shipped);
        assertEquals(2, CommandResult.run("fmt", folder.toString()).code());
    }

    @Test
    void a_link_stays_a_link() throws IOException {
        Path file = file("a.rb", LOOSE);
        Path link = Files.createSymbolicLink(folder.resolve("link.rb"), file);
        assertEquals(0, CommandResult.run("fmt", link.toString()).code());
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(NEAT, Files.readString(file));
    }
}
