package dev.runbook.machine.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    Path folder = Path.of("");

    private interface Opening {
        AutoCloseable open(Path file) throws IOException;
    }

    private void assertUntouched(Opening opening, String why) throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "keep");
        Path link = Files.createSymbolicLink(folder.resolve("link"), precious);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nothing"));
        for (Path file : new Path[] {link, dangling}) {
            IOException refused = assertThrows(IOException.class, () -> opening.open(file));
            assertTrue(String.valueOf(refused.getMessage()).contains(why), refused::getMessage);
        }
        assertEquals("keep", Files.readString(precious));
        assertTrue(Files.notExists(folder.resolve("nothing")));
    }

    @Test
    void nothing_is_read_through_a_link() throws IOException {
        assertUntouched(PrivateFiles::read, "it is a link to ");
    }

    @Test
    void nothing_is_written_through_a_link() throws IOException {
        assertUntouched(PrivateFiles::open, "it is a link to ");
    }

    @Test
    void nothing_is_made_through_a_link() throws IOException {
        assertUntouched(PrivateFiles::make, "");
    }

    @Test
    void nothing_is_made_through_a_link_in_the_folder_of_others() throws IOException {
        assertUntouched(PrivateFiles::makeAnywhere, "");
    }

    @Test
    void a_file_with_another_name_elsewhere_is_not_written() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "keep");
        Path second = Files.createLink(folder.resolve("second"), precious);
        IOException refused = assertThrows(IOException.class, () -> PrivateFiles.open(second));
        assertTrue(String.valueOf(refused.getMessage()).contains("another name elsewhere"), refused::getMessage);
        assertEquals("keep", new String(PrivateFiles.readAll(second), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void a_folder_that_others_can_change_is_not_our_own() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        assertEquals(Optional.empty(), FolderOwnership.objection(own));
        assertEquals(Optional.empty(), FolderOwnership.objection(folder.resolve("missing")));
        for (String open : new String[] {"rwxrwx---", "rwx---rwx"}) {
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString(open));
            assertEquals(
                    Optional.of(
                            "may be written by others than its owner. If nobody has put anything into it: chmod go-w "
                                    + own),
                    FolderOwnership.objection(own));
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), own);
        assertTrue(FolderOwnership.objection(link).orElse("").startsWith("is a link to " + own));
    }
}
