package dev.runbook.rehearsal.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;

/** The folder that helm is unpacked into and started from: whoever else can write to it would have us start a program of theirs. */
final class HelmCacheFolder {
    private static final Integer ROOT = 0;
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private HelmCacheFolder() {}

    /**
     * Makes the folder where it is missing.
     *
     * @throws IOException when it is a link or belongs to somebody else
     */
    static void prepare(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return;
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    "the cache " + folder + " is a link or not a folder, and no program is started from there."
                            + " Delete it, or name another place by XDG_CACHE_HOME");
        }
        Set<PosixFilePermission> open = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        if (owner(folder).equals(us()) && !Collections.disjoint(open, OTHERS)) {
            // Made with a generous umask. What others may have put into it is looked at by itself.
            open.removeAll(OTHERS);
            Files.setPosixFilePermissions(folder, open);
        }
        if (!isOurs(folder)) {
            throw new IOException("the cache " + folder + " can be written by others, and no program is started from"
                    + " there. Name another place by XDG_CACHE_HOME");
        }
    }

    /** Whether only we, or root, can change a file or folder. */
    static boolean isOurs(Path path) throws IOException {
        return Collections.disjoint(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS), OTHERS)
                && (owner(path).equals(ROOT) || owner(path).equals(us()));
    }

    private static Object owner(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static Object us() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }
}
