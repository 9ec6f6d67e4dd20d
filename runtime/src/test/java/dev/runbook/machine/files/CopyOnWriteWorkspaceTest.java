package dev.runbook.machine.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CopyOnWriteWorkspaceTest {
    private Path folder;
    private CopyOnWriteWorkspace files;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        folder = Files.createDirectories(home.resolve("working"));
        Files.writeString(folder.resolve("there.yml"), "old");
        files = new CopyOnWriteWorkspace(
                new FolderWorkspace(folder), folder, Files.createDirectories(home.resolve("own")));
    }

    @Test
    void what_is_written_is_read_and_the_file_stays_as_it_is() throws IOException {
        files.replace("there.yml", bytes("new"));
        files.replace("made.yml", bytes("made"));
        assertArrayEquals(bytes("new"), files.read("there.yml"));
        assertTrue(files.exists("made.yml"));
        assertEquals("new", Files.readString(Path.of(files.absolute("there.yml"))));
        assertEquals("old", Files.readString(folder.resolve("there.yml")));
        assertFalse(Files.exists(folder.resolve("made.yml")));
        assertEquals(List.of("there.yml", "made.yml"), List.copyOf(files.touched()));
    }

    @Test
    void what_a_real_folder_would_refuse_is_refused() throws IOException {
        Files.createDirectories(folder.resolve("chart"));
        assertEquals("no such file or folder", refused(() -> files.replace("deep/made.yml", bytes("x"))));
        assertEquals("it is a folder", refused(() -> files.replace("chart", bytes("x"))));
        assertEquals("it is a folder", refused(() -> files.delete("chart")));
    }

    @Test
    void a_file_is_the_same_one_by_whatever_way_it_is_named() throws IOException {
        Path other = Files.writeString(folder.resolveSibling("other.yml"), "old");
        Files.createSymbolicLink(folder.resolve("link.yml"), other);
        Files.createSymbolicLink(folder.resolve("here"), folder);
        files.replace("link.yml", bytes("new"));
        files.replace("here/there.yml", bytes("newer"));
        for (String way : List.of("link.yml", "../other.yml", other.toString(), "here/link.yml")) {
            assertArrayEquals(bytes("new"), files.read(way), way);
        }
        assertArrayEquals(bytes("newer"), files.read("there.yml"));
        assertEquals("old", Files.readString(other));
        assertEquals("old", Files.readString(folder.resolve("there.yml")));
    }

    @Test
    void a_link_that_is_deleted_leaves_what_it_leads_to() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.yml"), folder.resolve("there.yml"));
        files.delete("link.yml");
        assertFalse(files.exists("link.yml"));
        assertArrayEquals(bytes("old"), files.read("there.yml"));
        files.replace("link.yml", bytes("new"));
        assertArrayEquals(bytes("new"), files.read("link.yml"));
        assertArrayEquals(bytes("old"), files.read("there.yml"));
        assertTrue(Files.isSymbolicLink(folder.resolve("link.yml")));
    }

    @Test
    void a_program_is_given_a_copy_of_a_folder_in_which_something_was_changed(@TempDir Path copies) throws IOException {
        Files.createDirectories(folder.resolve("chart/templates"));
        Files.writeString(folder.resolve("chart/values.yaml"), "a: 1");
        Files.writeString(folder.resolve("chart/templates/one.yaml"), "one");
        assertEquals(folder.resolve("chart"), files.seen("chart", copies));
        files.replace("chart/values.yaml", bytes("a: 2"));
        files.replace("chart/templates/two.yaml", bytes("two"));
        files.delete("chart/templates/one.yaml");
        Path seen = files.seen("./chart", copies);
        assertEquals("a: 2", Files.readString(seen.resolve("values.yaml")));
        assertEquals("two", Files.readString(seen.resolve("templates/two.yaml")));
        assertFalse(Files.exists(seen.resolve("templates/one.yaml")));
        assertEquals("a: 1", Files.readString(folder.resolve("chart/values.yaml")));
    }

    private static String refused(Executable write) {
        return String.valueOf(assertThrows(IOException.class, write).getMessage());
    }

    @Test
    void what_is_deleted_is_gone_here_alone() throws IOException {
        files.delete("there.yml");
        assertFalse(files.exists("there.yml"));
        assertThrows(IOException.class, () -> files.read("there.yml"));
        assertTrue(Files.exists(folder.resolve("there.yml")));
        files.replace("there.yml", bytes("again"));
        assertArrayEquals(bytes("again"), files.read("there.yml"));
    }

    @Test
    void a_file_elsewhere_is_not_written_either(@TempDir Path elsewhere) throws IOException {
        Path other = elsewhere.resolve("other.yml");
        files.replace(other.toString(), bytes("x"));
        assertArrayEquals(bytes("x"), files.read(other.toString()));
        assertFalse(Files.exists(other));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
