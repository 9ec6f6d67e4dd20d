package dev.runbook.machine.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A temporary folder that its owner alone can enter. It is gone when it is closed, and also when the program is ended
 * before that; one that a killed program has left is gone when the next is made.
 */
public final class PrivateFolder implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ENTERS = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_READS = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final FileChannel inUse;
    private final Thread atTheEnd = new Thread(this::delete);

    /** Makes the folder; the prefix of its name says whose it is. */
    public PrivateFolder(String prefix) throws IOException {
        folder = Files.createTempDirectory(prefix, PosixFilePermissions.asFileAttribute(OWNER_ENTERS));
        inUse = AbandonedFolders.use(folder);
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        AbandonedFolders.deleteLike(folder, prefix);
    }

    public Path path() {
        return folder;
    }

    /** Copies a file into the folder, for its owner alone; one that is not there is left out. */
    public void copy(Path file, Path to) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        Path target = folder.resolve(to);
        Files.createDirectories(target.getParent() == null ? folder : target.getParent());
        Files.createFile(target, PosixFilePermissions.asFileAttribute(OWNER_READS));
        Files.write(target, Files.readAllBytes(file));
    }

    /** Sees to it that a file holds this text, for its owner alone; whatever stands in its place is not followed. */
    public synchronized Path keep(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.readString(file).equals(text)) {
            return file;
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            // Whoever tidies up temporary files has taken it away.
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ENTERS));
        }
        Path fresh = Files.createTempFile(folder, name, "", PosixFilePermissions.asFileAttribute(OWNER_READS));
        Files.writeString(fresh, text);
        return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes the folder with all that is in it. */
    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            // The program is ending already, and the hook finds nothing left to delete.
            return;
        }
    }

    private void delete() {
        try (inUse) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                AbandonedFolders.delete(folder);
            }
        } catch (IOException e) {
            // What is left in the temporary folder is the system's to clear.
            return;
        }
    }
}
