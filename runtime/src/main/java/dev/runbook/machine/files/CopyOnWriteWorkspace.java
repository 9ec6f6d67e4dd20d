package dev.runbook.machine.files;

import dev.runbook.port.Workspace;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The operator's files, in which nothing is changed: what is written goes into a folder of its own, and is read from there. A file is
 * the same one by whatever links it is named.
 */
public final class CopyOnWriteWorkspace implements Workspace {
    private final Workspace files;
    private final Path folder;
    private final Path real;
    private final FolderWorkspace written;
    private final Set<Path> gone = new HashSet<>();
    private final SequencedSet<Path> touched = new LinkedHashSet<>();
    private final boolean copied;
    private long writes;

    /** One whose files programs open themselves. */
    public CopyOnWriteWorkspace(Workspace files, Path folder, Path own) {
        this(files, folder, own, false);
    }

    /**
     * @param files as they are
     * @param folder where relative paths start
     * @param own where what is written goes
     * @param copied whether programs are given what they {@link #seen see} in the place of what they are told of
     */
    public CopyOnWriteWorkspace(Workspace files, Path folder, Path own, boolean copied) {
        this.copied = copied;
        this.files = files;
        this.folder = folder.toAbsolutePath().normalize();
        this.real = behindLinks(this.folder);
        this.written = FolderWorkspace.closed(own);
    }

    /** How often something was written or deleted so far. */
    public long writes() {
        return writes;
    }

    /** The files that were written or deleted, as paths from the working folder or as whole ones. */
    public SequencedSet<String> touched() {
        SequencedSet<String> names = new LinkedHashSet<>();
        touched.forEach(file -> names.add(place(file)));
        return names;
    }

    /** Where the file really is that a path leads to, as far as it is there. */
    private Path target(String path) {
        Path there = folder.resolve(path).normalize();
        Path name = there.getFileName();
        if (name == null) {
            return there;
        }
        Path link = behindLinks(Objects.requireNonNullElse(there.getParent(), there))
                .resolve(name);
        // A link that was deleted here is followed no more.
        return gone.contains(link) ? link : behindLinks(link);
    }

    private static Path behindLinks(Path path) {
        Path nearest = path;
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        try {
            return nearest == null
                    ? path
                    : nearest.toRealPath().resolve(nearest.relativize(path)).normalize();
        } catch (IOException unreadable) {
            return path;
        }
    }

    private String place(Path file) {
        return file.startsWith(real) ? real.relativize(file).toString() : file.toString();
    }

    private boolean isWritten(Path file) {
        return written.exists(place(file));
    }

    @Override
    public boolean exists(String path) {
        try {
            Path file = target(path);
            return isWritten(file) || (!gone.contains(file) && files.exists(path));
        } catch (InvalidPathException notAPath) {
            return false;
        }
    }

    @Override
    public boolean isInside(String path) {
        return files.isInside(path);
    }

    @Override
    public Optional<String> refusal(String path, boolean whole) {
        return files.refusal(path, whole);
    }

    @Override
    public boolean isNamed(String path) {
        return files.isNamed(path);
    }

    @Override
    public byte[] read(String path) throws IOException {
        Path file = at(path);
        if (isWritten(file)) {
            return written.read(place(file));
        }
        if (gone.contains(file)) {
            throw new IOException("there is no such file");
        }
        return files.read(path);
    }

    @Override
    public Optional<Identity> identity(String path) throws IOException {
        Path file = at(path);
        if (isWritten(file)) {
            return written.identity(place(file));
        }
        return gone.contains(file) ? Optional.empty() : files.identity(path);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Path file = at(path);
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        Path parent = file.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new IOException("no such file or folder");
        }
        if (parent != null && !Files.isWritable(parent)) {
            throw new IOException("permission denied");
        }
        writes++;
        touched.add(file);
        written.replace(place(file), content);
    }

    @Override
    public void delete(String path) throws IOException {
        Path there = folder.resolve(path).normalize();
        Path file = at(path);
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        writes++;
        if (Files.isSymbolicLink(there)) {
            // The link goes, and not what it leads to.
            file = behindLinks(Objects.requireNonNullElse(there.getParent(), there))
                    .resolve(there.getFileName());
        }
        written.delete(place(file));
        touched.add(file);
        gone.add(file);
    }

    @Override
    public SequencedMap<String, Long> largest(String name, int most) throws IOException {
        return files.largest(name, most);
    }

    /** Programs are given the file that is read here. */
    @Override
    public String absolute(String path) {
        try {
            Path file = target(path);
            return isWritten(file) || gone.contains(file) ? written.absolute(place(file)) : files.absolute(path);
        } catch (InvalidPathException notAPath) {
            return files.absolute(path);
        }
    }

    @Override
    public String told(String path) {
        return copied ? files.absolute(path) : absolute(path);
    }

    /**
     * The path by which a program finds what is read here: of a folder in which something was written or deleted, that is a copy.
     *
     * @param copies where such a copy may be made
     */
    public Path seen(String path, Path copies) throws IOException {
        Path top = at(path);
        boolean changed = touched.stream().anyMatch(file -> file.startsWith(top));
        if (!Files.isDirectory(top) || !changed) {
            return Path.of(absolute(path));
        }
        Path copy =
                Files.createTempDirectory(copies, "seen-").resolve(Objects.requireNonNullElse(top.getFileName(), top));
        try (var tree = Files.walk(top, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : tree.toList()) {
                Path to = copy.resolve(top.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else if (exists(file.toString())) {
                    Files.write(to, read(file.toString()));
                }
            }
        }
        for (Path file : touched) {
            if (file.startsWith(top) && isWritten(file) && !Files.exists(file)) {
                Path to = copy.resolve(top.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNullElse(to.getParent(), copy));
                Files.write(to, written.read(place(file)));
            }
        }
        return copy;
    }

    private Path at(String path) throws IOException {
        try {
            return target(path);
        } catch (InvalidPathException e) {
            throw new IOException("this is not a path: " + e.getReason(), e);
        }
    }
}
