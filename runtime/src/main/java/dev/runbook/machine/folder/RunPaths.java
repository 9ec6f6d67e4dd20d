package dev.runbook.machine.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run stands on: the file of its journal and the folder that it works in. Either may be deleted or moved while the
 * run goes on; what is open stays writable then, and nobody would ever find it.
 */
record RunPaths(
        Path journal,
        @Nullable Object journalKey,
        Path workingFolder,
        @Nullable Object folderKey) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static RunPaths of(Path journal, Path workingFolder) {
        return new RunPaths(journal, key(journal), workingFolder, key(workingFolder));
    }

    boolean journalIsGone() {
        return journalKey != null && !journalKey.equals(key(journal));
    }

    boolean workingFolderIsGone() {
        return folderKey != null && !folderKey.equals(key(workingFolder));
    }

    boolean isGone() {
        return journalIsGone() || workingFolderIsGone();
    }

    /** Where the journal that we write is now, when it was moved and that can be seen. */
    Optional<Path> movedTo() {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                Path target = Files.readSymbolicLink(descriptor);
                if (target.isAbsolute() && journalKey != null && journalKey.equals(key(target))) {
                    return Optional.of(target);
                }
            }
        } catch (IOException notHere) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static @Nullable Object key(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException gone) {
            return null;
        }
    }
}
