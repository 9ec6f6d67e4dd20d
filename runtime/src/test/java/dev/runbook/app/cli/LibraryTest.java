package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.library.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_link_out_of_a_folder_that_may_be_a_strangers_shows_nothing_of_its_target() throws IOException {
        Path cloned = Files.createDirectory(folder.resolve("cloned"));
        Files.createSymbolicLink(
                cloned.resolve("guide.rb"), Files.writeString(folder.resolve("shadow"), "root:*:20228\n"));
        for (String command : new String[] {"check", "show", "fmt", "plan"}) {
            CommandResult refused = CommandResult.run(command, relative(cloned.resolve("guide.rb")));
            assertEquals(2, refused.code(), command);
            assertTrue(refused.err().contains("guide.rb is a link out of its folder, to "), refused.err());
            assertFalse((refused.out() + refused.err()).contains("20228"), refused.err());
        }
    }

    @Test
    void a_link_to_another_runbook_of_the_folder_is_read_and_so_is_what_is_named_from_the_root() throws IOException {
        Path cloned = Files.createDirectory(folder.resolve("cloned"));
        Path inside = Files.writeString(cloned.resolve("a.rb"), "runbook \"A\"\n\nstep \"B\" do\n  note \"c\"\nend\n");
        Path link = Files.createSymbolicLink(cloned.resolve("b.rb"), inside);
        Path outer = Files.createSymbolicLink(folder.resolve("c.rb"), inside);
        Path out = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("other")).resolve("d.rb"), inside);
        assertEquals(0, CommandResult.run("check", relative(link)).code());
        assertEquals(0, CommandResult.run("check", relative(outer)).code());
        assertEquals(0, CommandResult.run("check", out.toString()).code());
    }

    @Test
    void an_empty_file_is_neither_a_runbook_nor_a_saved_plan() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.plan"), "");
        for (String command : new String[] {"show", "exec", "plan", "check"}) {
            CommandResult refused = CommandResult.run(command, empty.toString());
            assertEquals(2, refused.code(), refused::err);
            assertTrue(refused.err().contains("empty.plan is empty: neither a runbook nor a saved plan"), refused::err);
        }
    }

    @Test
    void an_include_that_is_a_folder_is_a_mistake_at_its_place_and_hides_no_other() throws IOException {
        Files.createDirectory(folder.resolve("lib"));
        Path runbook = Files.writeString(
                folder.resolve("a.rb"),
                "runbook \"A\"\n\ninclude \"lib\"\ninclude \"\"\n\nstep \"B\", timout: 1.minute do\n  note \"b\"\nend\n");
        CommandResult refused = CommandResult.run("check", runbook.toString());
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("error[RB0202]: cannot read `lib`: it is a folder\n"), refused.err());
        assertTrue(refused.err().contains("a.rb:3:9\n"), refused.err());
        assertTrue(refused.err().contains("a.rb:4:9\n"), refused.err());
        assertTrue(refused.err().contains("step has no option `timout:`"), refused.err());
    }

    private static String relative(Path file) {
        return Path.of("").toAbsolutePath().relativize(file.toAbsolutePath()).toString();
    }

    @Test
    void every_runbook_of_the_folder_is_listed_and_nothing_else_is() throws IOException {
        try (Stream<Path> folder = Files.list(Path.of("..", "runbooks"))) {
            assertEquals(
                    folder.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(".rb"))
                            .sorted()
                            .toList(),
                    new Library().shipped().stream().sorted().toList());
        }
    }
}
