package dev.runbook.machine.files;

import dev.runbook.port.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The operator's files on disk, seen from one folder. */
public final class FolderWorkspace implements Workspace {
    /** What is not read whole only to tell it from another. */
    private static final long LARGE = 64L << 20;

    /** No text that a runbook works with is larger; what is goes by another way, as dumps do. */
    private static final int LARGEST = 64 << 20;

    private final Path folder;
    private final boolean closed;

    public FolderWorkspace(Path folder) {
        this(folder, false);
    }

    private FolderWorkspace(Path folder, boolean closed) {
        this.folder = folder.toAbsolutePath().normalize();
        this.closed = closed;
    }

    /** A folder that no path leads out of: what stands elsewhere has its place in {@code outside/} of the folder. */
    public static FolderWorkspace closed(Path folder) {
        return new FolderWorkspace(folder, true);
    }

    @Override
    public boolean exists(String path) {
        try {
            return Files.exists(resolve(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public SequencedMap<String, Long> largest(String name, int most) throws IOException {
        Path top = resolve(name);
        SequencedMap<String, Long> largest = new LinkedHashMap<>();
        if (Files.isDirectory(top)) {
            try (Stream<Path> tree = Files.walk(top)) {
                tree.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                        .sorted(Comparator.comparingLong(
                                        (Path file) -> file.toFile().length())
                                .reversed())
                        .limit(most)
                        .forEach(file -> largest.put(
                                top.relativize(file).toString(), file.toFile().length()));
            }
        }
        return largest;
    }

    @Override
    public boolean isInside(String path) {
        try {
            Path there = resolve(path);
            Path nearest = there;
            while (nearest != null && !Files.exists(nearest, LinkOption.NOFOLLOW_LINKS)) {
                nearest = nearest.getParent();
            }
            return there.startsWith(folder)
                    && nearest != null
                    && nearest.toRealPath().startsWith(folder.toRealPath());
        } catch (InvalidPathException | IOException e) {
            return false;
        }
    }

    @Override
    public byte[] read(String path) throws IOException {
        try {
            Path file = at(path);
            if (Files.isDirectory(file)) {
                throw new IOException("it is a folder");
            }
            if (Folders.isPipe(file)) {
                // Nobody may ever write to it, and opening it waits for that.
                throw new IOException("it is a pipe or a device, not a file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(LARGEST + 1);
                if (content.length > LARGEST) {
                    throw new IOException("it is larger than 64 MiB");
                }
                return content;
            }
        } catch (FileSystemException e) {
            throw FileSystemReason.of(e);
        }
    }

    @Override
    public Optional<Identity> identity(String path) throws IOException {
        try {
            Path file = at(path);
            if (!Files.isRegularFile(file)) {
                return exists(path) ? Optional.of(new Identity("", "no file")) : Optional.empty();
            }
            boolean large = Files.size(file) > LARGE;
            return Optional.of(new Identity(
                    inode(file),
                    large
                            ? Files.size(file) + " bytes, changed at " + Files.getLastModifiedTime(file)
                            : Identity.sum(Files.readAllBytes(file))));
        } catch (FileSystemException e) {
            throw FileSystemReason.of(e);
        }
    }

    private static String inode(Path file) throws IOException {
        try {
            return String.valueOf(Files.getAttribute(file, "unix:ino"));
        } catch (UnsupportedOperationException e) {
            return "";
        }
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        try {
            Path target = at(path);
            if (Files.isDirectory(target)) {
                throw new IOException("it is a folder");
            }
            // What a link points at is replaced, not the link.
            Path file = Files.exists(target) ? target.toRealPath() : target;
            Path parent = file.getParent() == null ? folder : file.getParent();
            if (closed) {
                Files.createDirectories(parent);
            }
            Path half = parent.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".new");
            try {
                write(half, content);
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (FileSystemException e) {
            throw FileSystemReason.of(e);
        }
    }

    /** On the disk before it takes the place of the old one, or a crash could leave an empty file behind. */
    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = PrivateFiles.makeAnywhere(file)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        try {
            Path file = at(path);
            if (Files.isDirectory(file)) {
                throw new IOException("it is a folder");
            }
            Files.deleteIfExists(file);
        } catch (FileSystemException e) {
            throw FileSystemReason.of(e);
        }
    }

    @Override
    public String absolute(String path) {
        try {
            return resolve(path).toString();
        } catch (InvalidPathException e) {
            return path;
        }
    }

    private Path at(String path) throws IOException {
        try {
            return resolve(path);
        } catch (InvalidPathException e) {
            throw new IOException("this is not a path: " + e.getReason(), e);
        }
    }

    private Path resolve(String path) {
        Path there = folder.resolve(path).normalize();
        if (!closed || there.startsWith(folder)) {
            return there;
        }
        return folder.resolve("outside").resolve(there.getRoot().relativize(there));
    }
}
