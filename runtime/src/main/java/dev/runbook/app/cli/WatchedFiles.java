package dev.runbook.app.cli;

import dev.runbook.port.Clock;
import dev.runbook.port.StopRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files as they were at one time. One that goes and comes again, as editors have it, is looked at when it is back. */
final class WatchedFiles {
    private static final Duration GLANCE = Duration.ofMillis(250);

    private final SortedMap<Path, Optional<FileState>> before;

    /** What shows that a file was written. */
    private record FileState(FileTime time, long bytes) {}

    private WatchedFiles(SortedMap<Path, Optional<FileState>> before) {
        this.before = before;
    }

    static WatchedFiles now(Collection<Path> files) {
        return new WatchedFiles(states(files));
    }

    int count() {
        return before.size();
    }

    /** Waits until one of them is another one; false when a person wants to stop before. */
    boolean changed(Clock clock, StopRequests interruption) throws InterruptedException {
        while (interruption.wish() == StopRequests.StopRequest.NONE) {
            SortedMap<Path, Optional<FileState>> now = states(before.keySet());
            if (!now.equals(before) && now.values().stream().allMatch(Optional::isPresent)) {
                return true;
            }
            clock.sleep(GLANCE);
        }
        return false;
    }

    private static SortedMap<Path, Optional<FileState>> states(Collection<Path> files) {
        return files.stream()
                .collect(Collectors.toMap(file -> file, WatchedFiles::state, (first, _) -> first, TreeMap::new));
    }

    private static Optional<FileState> state(Path file) {
        try {
            return Optional.of(new FileState(Files.getLastModifiedTime(file), Files.size(file)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
