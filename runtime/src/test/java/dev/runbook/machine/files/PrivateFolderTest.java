package dev.runbook.machine.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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

    private static Path like(Path folder, String name, String permissions) throws IOException {
        Path made = Files.createDirectory(
                folder.resolveSibling("test-left-" + ProcessHandle.current().pid() + name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        Files.writeString(made.resolve(".in-use"), "");
        Files.writeString(made.resolve("password"), "x");
        return made;
    }

    @Test
    void what_a_killed_program_has_left_is_gone_with_the_next_and_nothing_else() throws IOException {
        try (PrivateFolder used = new PrivateFolder("test-left-")) {
            Path left = like(used.path(), "-left", "rwx------");
            Path open = like(used.path(), "-open", "rwxr-xr-x");
            Path young = like(used.path(), "-young", "rwx------");
            Files.delete(young.resolve(".in-use"));
            Path link = Files.createSymbolicLink(left.resolveSibling(left.getFileName() + "-link"), open);
            try (PrivateFolder next = new PrivateFolder("test-left-")) {
                assertFalse(Files.exists(left));
                assertTrue(Files.exists(next.path()));
                assertTrue(Files.exists(used.path()));
                assertTrue(Files.exists(open.resolve("password")));
                assertTrue(Files.exists(young.resolve("password")));
                assertTrue(Files.isSymbolicLink(link));
            } finally {
                Files.delete(link);
                AbandonedFolders.delete(open);
                AbandonedFolders.delete(young);
            }
        }
    }

    @Test
    void an_empty_one_whose_program_was_killed_before_it_could_lock_it_is_gone_after_a_minute() throws IOException {
        try (PrivateFolder used = new PrivateFolder("test-empty-")) {
            FileTime old =
                    FileTime.fromMillis(Files.getLastModifiedTime(used.path()).toMillis() - 61_000);
            Path empty = Files.createTempDirectory("test-empty-");
            Files.setLastModifiedTime(empty, old);
            Path full = Files.createTempDirectory("test-empty-");
            Files.writeString(full.resolve("password"), "x");
            Files.setLastModifiedTime(full, old);
            Path young = Files.createTempDirectory("test-empty-");
            try (PrivateFolder next = new PrivateFolder("test-empty-")) {
                assertFalse(Files.exists(empty));
                assertTrue(Files.exists(full.resolve("password")));
                assertTrue(Files.exists(young));
                assertTrue(Files.exists(next.path()));
            } finally {
                AbandonedFolders.delete(full);
                AbandonedFolders.delete(young);
            }
        }
    }

    @Test
    void one_that_another_program_uses_stays() throws Exception {
        Path theirs;
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = other.inputReader()) {
            theirs = Path.of(said.readLine());
            new PrivateFolder("test-held-").close();
            assertTrue(Files.exists(theirs));
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertTrue(Files.exists(theirs));
        new PrivateFolder("test-held-").close();
        assertFalse(Files.exists(theirs));
    }

    /** A program that has a folder until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(new PrivateFolder("test-held-").path());
            System.in.read();
        }
    }
}
