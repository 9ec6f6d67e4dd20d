package dev.runbook.adapter.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
    @TempDir
    Path elsewhere;

    @Test
    void only_its_owner_can_enter_it_and_read_what_was_copied() throws IOException {
        Path file = Files.writeString(elsewhere.resolve("open.yaml"), "password: secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (PrivateFolder folder = new PrivateFolder("test-")) {
            folder.copy(file, Path.of("inside", "copy.yaml"));
            Path copy = folder.path().resolve("inside/copy.yaml");
            assertEquals("password: secret", Files.readString(copy));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())));
        }
    }

    @Test
    void a_file_that_is_not_there_is_left_out() throws IOException {
        try (PrivateFolder folder = new PrivateFolder("test-")) {
            folder.copy(elsewhere.resolve("nothing"), Path.of("copy"));
            assertFalse(Files.exists(folder.path().resolve("copy")));
        }
    }

    @Test
    void it_is_gone_with_all_that_is_in_it_when_it_is_closed() throws IOException {
        PrivateFolder folder = new PrivateFolder("test-");
        Files.createDirectories(folder.path().resolve("a/b"));
        Files.writeString(folder.path().resolve("a/b/c"), "x");
        // What a link points at is not the folder's own.
        Path kept = Files.writeString(elsewhere.resolve("kept"), "x");
        Files.createSymbolicLink(folder.path().resolve("link"), elsewhere);
        folder.close();
        assertFalse(Files.exists(folder.path()));
        assertEquals("x", Files.readString(kept));
    }
}
