package dev.runbook.machine.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Temporary folders that a program which was killed has left. A program that lives holds the lock of its own, so that
 * nobody else takes it away.
 */
final class AbandonedFolders {
    private static final String LOCK = ".in-use";

    /** To make a folder and to lock it takes a moment. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    /** Closing a file gives up every lock that this process has on it: our own are not even opened. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private AbandonedFolders() {}

    /** Says that a folder is used for as long as what is given stays open. */
    static FileChannel use(Path folder) throws IOException {
        OURS.add(folder);
        FileChannel lock = FileChannel.open(
                folder.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        lock.lock();
        return lock;
    }

    /** Deletes those that are like this one, with its prefix and its owner, and that nobody uses any more. */
    static void deleteLike(Path folder, String prefix) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.resolveSibling(""), prefix + "*")) {
            PosixFileAttributes own = attributes(folder);
            for (Path other : all) {
                deleteAbandoned(other, own);
            }
        } catch (IOException e) {
            // What cannot be looked at is the system's to clear.
            return;
        }
    }

    private static void deleteAbandoned(Path other, PosixFileAttributes own) {
        if (OURS.contains(other)) {
            return;
        }
        try {
            PosixFileAttributes its = attributes(other);
            if (!its.isDirectory()
                    || !its.owner().equals(own.owner())
                    || !its.permissions().equals(own.permissions())) {
                return;
            }
            if (!Files.exists(other.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)) {
                deleteUnlocked(other, its, own);
                return;
            }
            try (FileChannel lock =
                    FileChannel.open(other.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                if (lock.tryLock() != null) {
                    delete(other);
                }
            }
        } catch (IOException gone) {
            // Somebody else was faster.
            return;
        }
    }

    /** One that has no lock yet is just being made, or its program was killed just then: it is empty in both cases. */
    private static void deleteUnlocked(Path other, PosixFileAttributes its, PosixFileAttributes own)
            throws IOException {
        if (its.lastModifiedTime().toMillis() < own.lastModifiedTime().toMillis() - LONG_ENOUGH.toMillis()) {
            Files.delete(other);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
        OURS.remove(folder);
    }

    private static PosixFileAttributes attributes(Path folder) throws IOException {
        return Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
