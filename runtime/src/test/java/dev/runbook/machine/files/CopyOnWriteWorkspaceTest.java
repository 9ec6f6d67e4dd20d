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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        files.replace("deep/made.yml", bytes("made"));
        assertArrayEquals(bytes("new"), files.read("there.yml"));
        assertTrue(files.exists("deep/made.yml"));
        assertEquals("new", Files.readString(Path.of(files.absolute("there.yml"))));
        assertEquals("old", Files.readString(folder.resolve("there.yml")));
        assertFalse(Files.exists(folder.resolve("deep")));
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
