package dev.runbook.machine.files;

import dev.runbook.port.Workspace;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The operator's files, in which nothing is changed: what is written goes into a folder of its own, and is read from there.
 */
public final class CopyOnWriteWorkspace implements Workspace {
    private final Workspace files;
    private final Path folder;
    private final FolderWorkspace written;
    private final Set<Path> gone = new HashSet<>();
    private long writes;

    /**
     * @param files as they are
     * @param folder where relative paths start
     * @param own where what is written goes
     */
    public CopyOnWriteWorkspace(Workspace files, Path folder, Path own) {
        this.files = files;
        this.folder = folder.toAbsolutePath().normalize();
        this.written = FolderWorkspace.closed(own);
    }

    /** How often something was written or deleted so far. */
    public long writes() {
        return writes;
    }

    private String place(String path) {
        Path there = folder.resolve(path).normalize();
        return there.startsWith(folder) ? folder.relativize(there).toString() : there.toString();
    }

    private boolean isWritten(String path) {
        return written.exists(place(path));
    }

    private boolean isGone(String path) {
        return gone.contains(folder.resolve(path).normalize());
    }

    @Override
    public boolean exists(String path) {
        try {
            return isWritten(path) || (!isGone(path) && files.exists(path));
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
        if (isWritten(path)) {
            return written.read(place(path));
        }
        if (isGone(path)) {
            throw new IOException("there is no such file");
        }
        return files.read(path);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        writes++;
        gone.remove(folder.resolve(path).normalize());
        written.replace(place(path), content);
    }

    @Override
    public void delete(String path) throws IOException {
        writes++;
        written.delete(place(path));
        gone.add(folder.resolve(path).normalize());
    }

    @Override
    public SequencedMap<String, Long> largest(String name, int most) throws IOException {
        return files.largest(name, most);
    }

    /** Programs are given the file that is read here. */
    @Override
    public String absolute(String path) {
        return isWritten(path) ? written.absolute(place(path)) : files.absolute(path);
    }
}
