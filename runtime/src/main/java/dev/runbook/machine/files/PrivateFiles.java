package dev.runbook.machine.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The one place where files of our own are made and opened: files that only their owner can read (0600), folders that
 * only their owner can enter (0700), and never through a link, so that nobody can have us read or write another file.
 */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Makes a folder that is not there yet. */
    public static void makeFolder(Path folder) throws IOException {
        Files.createDirectory(folder, attributes(folder, "rwx------"));
    }

    /** Makes a folder and those above it where they are missing; what is there keeps its permissions. */
    public static void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            makeFolders(parent);
        }
        try {
            makeFolder(folder);
        } catch (FileAlreadyExistsException another) {
            // Whoever began at the same moment has made it.
            if (!Files.isDirectory(folder)) {
                throw another;
            }
        }
    }

    /** Makes a file that is not there yet, in a folder that is {@link FolderOwnership our own}, and opens it for writing. */
    public static RandomAccessFile make(Path file) throws IOException {
        Files.createFile(file, attributes(file, "rw-------"));
        return open(file);
    }

    /**
     * Makes a file that is not there yet, in whosever folder, and opens it for writing. Nobody can put another file in its
     * place meanwhile; but an interrupt closes it.
     */
    static FileChannel makeAnywhere(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                attributes(file, "rw-------"));
    }

    /** Opens a file that is there for reading and writing. */
    public static RandomAccessFile open(Path file) throws IOException {
        holdTo(file, true);
        // Not a channel: an interrupt would close it. A link that takes its place now is seen before anything is
        // written.
        RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
        try {
            holdTo(file, true);
            return out;
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    /** Opens a file that is there for reading; an interrupt does not close it. */
    public static InputStream read(Path file) throws IOException {
        holdTo(file, false);
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** The whole of a file. */
    public static byte[] readAll(Path file) throws IOException {
        try (InputStream in = read(file)) {
            return in.readAllBytes();
        }
    }

    /** Writes a new file as a whole. */
    public static void write(Path file, byte[] content) throws IOException {
        try (RandomAccessFile out = make(file)) {
            out.write(content);
        }
    }

    /** A pipe would hold us for ever, a link leads elsewhere, and what has a second name is somebody else's as well. */
    private static void holdTo(Path file, boolean writing) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "it is a link to " + Files.readSymbolicLink(file)
                            + ", and runbook does not open its own files through a link. Look where it came from, and"
                            + " delete it");
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                            ? "there is a folder where a file should be"
                            : "it is not a plain file");
        }
        if (writing
                && file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer names
                && names > 1) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "the same file has another name elsewhere (a hard link), which would be written as well. Put a copy"
                            + " of it in its place");
        }
    }

    /** Puts the names in a folder on the disk; not every system can. */
    public static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            // The files themselves are on the disk; only a loss of power in the next seconds could still take the name.
            return;
        }
    }

    /** Takes away a folder and all that is in it; what cannot go stays. */
    public static void remove(Path folder) {
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
