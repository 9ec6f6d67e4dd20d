package dev.runbook.adapter.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files that only their owner can read (0600) and folders that only their owner can enter (0700). */
final class PrivateFiles {
    private PrivateFiles() {}

    /** Makes a folder that is not there yet. */
    static void makeFolder(Path folder) throws IOException {
        Files.createDirectory(folder, attributes(folder, "rwx------"));
    }

    /** Makes a folder and those above it where they are missing; what is there keeps its permissions. */
    static void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            makeFolders(parent);
        }
        makeFolder(folder);
    }

    /** Makes a file that is not there yet and opens it for writing. */
    static RandomAccessFile make(Path file) throws IOException {
        Files.createFile(file, attributes(file, "rw-------"));
        return new RandomAccessFile(file.toFile(), "rw");
    }

    /** Writes a new file as a whole. */
    static void write(Path file, byte[] content) throws IOException {
        try (RandomAccessFile out = make(file)) {
            out.write(content);
        }
    }

    /** Puts the names in a folder on the disk; not every system can. */
    static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            // The files themselves are on the disk; only a loss of power in the next seconds could still take the name.
            return;
        }
    }

    /** Takes away a folder and all that is in it; what cannot go stays. */
    static void remove(Path folder) {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException gone) {
            return;
        }
        for (Path path : deepestFirst) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException stays) {
                return;
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        Path parent = path.toAbsolutePath().getParent();
        boolean posix = parent != null
                && Files.getFileAttributeView(parent, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS) != null;
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
