package dev.runbook.machine.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWorkspaceTest {
    @TempDir
    Path folder;

    @Test
    void a_file_is_replaced_whole_and_is_its_owners_alone() throws IOException {
        FolderWorkspace files = new FolderWorkspace(folder);
        Files.writeString(folder.resolve("v.yml"), "old");
        Files.setPosixFilePermissions(folder.resolve("v.yml"), PosixFilePermissions.fromString("rw-r--r--"));
        files.replace("v.yml", new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, files.read("v.yml"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("v.yml"))));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("v.yml")), left.toList());
        }
    }

    @Test
    void no_path_leads_out_of_a_closed_folder() throws IOException {
        Path working = Files.createDirectory(folder.resolve("working"));
        FolderWorkspace files = FolderWorkspace.closed(working);
        Path elsewhere = folder.resolve("elsewhere.yml");
        files.replace(elsewhere.toString(), new byte[] {1});
        files.replace("../up.yml", new byte[] {2});
        assertFalse(Files.exists(elsewhere));
        assertFalse(Files.exists(folder.resolve("up.yml")));
        assertArrayEquals(new byte[] {1}, files.read(elsewhere.toString()));
        assertArrayEquals(new byte[] {2}, files.read("../up.yml"));
        assertTrue(files.absolute(elsewhere.toString()).startsWith(working.toString()));
    }

    @Test
    void what_a_link_points_at_is_replaced_and_the_link_stays() throws IOException {
        Files.createDirectory(folder.resolve("real"));
        Path target = Files.writeString(folder.resolve("real/v.yml"), "old");
        Files.createSymbolicLink(folder.resolve("v.yml"), target);
        new FolderWorkspace(folder).replace("v.yml", "new".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertEquals("new", Files.readString(target));
        assertTrue(Files.isSymbolicLink(folder.resolve("v.yml")));
    }

    @Test
    void trouble_is_told_in_words() throws IOException {
        FolderWorkspace files = new FolderWorkspace(folder);
        assertEquals("no such file or folder", problem(() -> files.read("none")));
        assertEquals("no such file or folder", problem(() -> files.replace("no/such/folder", new byte[0])));
        Files.createDirectory(folder.resolve("sub"));
        assertEquals("it is a folder", problem(() -> files.read("sub")));
        assertEquals("it is a folder", problem(() -> files.replace("sub", new byte[0])));
        assertEquals("it is a folder", problem(() -> files.delete("sub")));
        assertTrue(problem(() -> files.read("a\0b")).startsWith("this is not a path"));
        assertFalse(files.exists("a\0b"));
    }

    @Test
    void relative_paths_begin_at_the_folder() {
        FolderWorkspace files = new FolderWorkspace(folder);
        assertEquals(folder.resolve("a/b").toString(), files.absolute("x/../a/b"));
        assertEquals("/etc/hosts", files.absolute("/etc/hosts"));
    }

    private static String problem(org.junit.jupiter.api.function.Executable action) {
        return String.valueOf(assertThrows(IOException.class, action).getMessage());
    }

    @Test
    void a_path_is_inside_unless_it_or_a_link_on_its_way_leads_out() throws IOException {
        Files.createSymbolicLink(folder.resolve("out"), Path.of("/"));
        Files.createSymbolicLink(folder.resolve("gone"), Path.of("/nothing/there"));
        Files.createDirectories(folder.resolve("in"));
        Files.createSymbolicLink(folder.resolve("here"), folder.resolve("in"));
        FolderWorkspace files = new FolderWorkspace(folder);
        for (String inside : List.of("a.yml", "in/b.yml", "in/new/c.yml", "here/d.yml", folder + "/e.yml")) {
            assertTrue(files.isInside(inside), inside);
        }
        for (String outside : List.of("../a.yml", "/etc/passwd", "out/etc/passwd", "gone", "out", "a\0b")) {
            assertFalse(files.isInside(outside), outside);
        }
    }

    @Test
    void what_never_ends_or_never_begins_is_refused_and_not_read() throws Exception {
        Path place = Files.createTempDirectory("workspace-");
        FolderWorkspace files = new FolderWorkspace(place);
        try (FileChannel large =
                FileChannel.open(place.resolve("large"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // A hole: it takes no room.
            large.write(ByteBuffer.allocate(1), 100L << 30);
        }
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", place.resolve("pipe").toString())
                        .start()
                        .waitFor());
        assertEquals(
                "it is larger than 64 MiB",
                assertThrows(IOException.class, () -> files.read("large")).getMessage());
        for (String path : List.of("pipe", "/dev/zero", "/dev/random")) {
            assertEquals(
                    "it is a pipe or a device, not a file",
                    assertThrows(IOException.class, () -> files.read(path)).getMessage());
        }
        assertEquals(0, files.read("/dev/null").length);
        PlanWorkspace plan = new PlanWorkspace(files, place, Set.of());
        assertTrue(plan.refusal("pipe", false).orElse("").startsWith("pipe is a pipe or a device"));
        Files.createDirectories(place.resolve("chart"));
        Files.move(place.resolve("pipe"), place.resolve("chart/pipe"));
        assertTrue(plan.refusal("chart", true).isPresent());
        assertTrue(plan.refusal("chart", false).isEmpty());
        Files.delete(place.resolve("large"));
        Files.delete(place.resolve("chart/pipe"));
        Files.delete(place.resolve("chart"));
        Files.delete(place);
    }
}
