package dev.runbook.machine.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** Tells whether nobody but us can change what is in a folder: one of another owner may hold links, or get them later. */
public final class FolderOwnership {
    private static final Path SELF = Path.of("/proc/self");
    private static final int STICKY = 0x200;

    private FolderOwnership() {}

    /** Why a folder is not ours alone, as the end of a sentence about it; empty when it is, or when it is not there. */
    public static Optional<String> objection(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            return Optional.of(
                    "is a link to " + Files.readSymbolicLink(folder) + ", and runs are not kept through a link");
        }
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Optional.empty();
        }
        PosixFileAttributes found;
        try {
            found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
        if (!found.isDirectory()) {
            // Whoever makes what is missing says so.
            return Optional.empty();
        }
        if (!ours(folder, found)) {
            return Optional.of("belongs to " + found.owner().getName() + ", who could change what is in it");
        }
        Set<PosixFilePermission> open = found.permissions();
        if (!open.contains(PosixFilePermission.GROUP_WRITE) && !open.contains(PosixFilePermission.OTHERS_WRITE)) {
            return Optional.empty();
        }
        return Optional.of("may be written by others than its owner"
                + (isShared(folder) ? "" : ". If nobody has put anything into it: chmod go-w " + folder));
    }

    /** Why a file may say what others want, as the end of a sentence about it; empty when it is ours alone, or not there. */
    public static Optional<String> fileObjection(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Optional.empty();
        }
        try {
            PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class);
            if (!ours(file.toRealPath(), found)) {
                return Optional.of("belongs to " + found.owner().getName());
            }
            Set<PosixFilePermission> open = found.permissions();
            return open.contains(PosixFilePermission.GROUP_WRITE) || open.contains(PosixFilePermission.OTHERS_WRITE)
                    ? Optional.of("may be written by others than its owner")
                    : Optional.empty();
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    /** Whether it is meant for everybody, as {@code /tmp} is. */
    private static boolean isShared(Path folder) throws IOException {
        return Files.getAttribute(folder, "unix:mode", LinkOption.NOFOLLOW_LINKS) instanceof Integer mode
                && (mode & STICKY) != 0;
    }

    private static boolean ours(Path folder, PosixFileAttributes found) throws IOException {
        // Names may be missing, as in a container; the kernel's number of ourselves is not.
        if (Files.exists(SELF)) {
            return Files.getAttribute(SELF, "unix:uid")
                    .equals(Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        }
        return found.owner().getName().equals(System.getProperty("user.name"));
    }
}
