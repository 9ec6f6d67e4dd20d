package dev.runbook.machine.folder;

import dev.runbook.machine.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells runs that have begun from the folders of those that died before their first fact. A file says whether
 * that fact is on the disk: a run whose journal was lost later is not taken for one that never began.
 */
final class BegunMarker {
    static final Pattern NAME = Pattern.compile("\\d{8}-\\d{6}-.+-[0-9a-f]{4}");
    private static final String MARK = "beginning";
    private static final String BEGUN = "begun";

    private BegunMarker() {}

    /** Notes that a run has not written its first fact. */
    static void mark(Path folder) throws IOException {
        PrivateFiles.write(folder.resolve(MARK), new byte[0]);
    }

    /** The first fact is on the disk. */
    static void done(Path folder) {
        try {
            Files.move(folder.resolve(MARK), folder.resolve(BEGUN), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException stays) {
            // What is in the journal says more.
            return;
        }
    }

    /** Whether something in the folder of all runs is a run, in whatever state it is now. */
    static boolean hasBegun(Path entry) {
        Path journal = entry.resolve(DiskRun.JOURNAL);
        try {
            if (Files.readAttributes(journal, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .size()
                    > 0) {
                return true;
            }
        } catch (NoSuchFileException missing) {
            return named(entry) && !isUnused(entry);
        } catch (IOException unseen) {
            return named(entry);
        }
        return named(entry) && !isUnused(entry);
    }

    private static boolean named(Path entry) {
        return NAME.matcher(String.valueOf(entry.getFileName())).matches();
    }

    /**
     * Whether nothing of a run was ever in it. Older versions said nothing: their runs had an empty journal
     * before the first fact, and nothing that a program had printed and no copy beside it.
     */
    private static boolean isUnused(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (Files.exists(folder.resolve(MARK), LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (Files.exists(folder.resolve(BEGUN), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return Files.isRegularFile(folder.resolve(DiskRun.JOURNAL), LinkOption.NOFOLLOW_LINKS)
                ? Stream.of(DiskRun.OUTPUTS, DiskRun.FILES).map(folder::resolve).allMatch(BegunMarker::isEmpty)
                : isEmpty(folder);
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        } catch (NoSuchFileException missing) {
            return true;
        } catch (IOException unseen) {
            return false;
        }
    }
}
