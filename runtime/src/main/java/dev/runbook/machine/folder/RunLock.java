package dev.runbook.machine.folder;

import dev.runbook.machine.files.PrivateFiles;
import dev.runbook.port.Clock;
import dev.runbook.run.journal.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to work in a folder, for one process at a time. The file {@code lock} says who has it; the operating system's
 * own lock on that file, where there is one, goes with the process. An owner whose process has died has it no longer.
 *
 * <p>The file stays when the lock is given back, and is empty then: taking it away would let two processes lock two
 * files of the same name. A process must not open the file of a lock that it holds, since closing it would let go of the
 * system's lock.
 */
public final class RunLock implements AutoCloseable {
    /** Its name in the folder that is locked. */
    public static final String FILE = "lock";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final RandomAccessFile file;
    private final @Nullable FileLock systems;
    private final Optional<LockOwner> before;
    private boolean given;

    private RunLock(RandomAccessFile file, @Nullable FileLock systems, Optional<LockOwner> before) {
        this.file = file;
        this.systems = systems;
        this.before = before;
    }

    /**
     * Takes the lock of a folder.
     *
     * @throws Held when a process has it that lives, or that cannot be seen from here
     * @throws RunFolders.Unusable when the folder has no place for a lock
     */
    public static RunLock take(Path folder, Entry.OperatorProcess operator, Clock clock) {
        Path path = folder.resolve(FILE);
        try {
            RandomAccessFile file = open(path);
            try {
                return take(path, file, LockOwner.of(operator, clock.now()));
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new RunFolders.Unusable(
                    "The lock " + path + " cannot be taken: " + IoReason.of(e) + ". Nothing has been run.");
        }
    }

    /** Takes the lock of a folder that others have only for a moment, and waits for that moment to pass. */
    public static RunLock await(Path folder, Entry.OperatorProcess operator, Clock clock) throws InterruptedException {
        Clock machine = clock.ofMachine();
        Duration start = machine.elapsed();
        while (true) {
            try {
                return take(folder, operator, clock);
            } catch (RunLockedException held) {
                if (machine.elapsed().minus(start).compareTo(PATIENCE) > 0) {
                    throw held;
                }
                machine.sleep(GLANCE);
            }
        }
    }

    private static RunLock take(Path path, RandomAccessFile file, LockOwner owner) throws IOException {
        FileLock systems = null;
        boolean free;
        try {
            systems = file.getChannel().tryLock();
            free = systems != null;
        } catch (OverlappingFileLockException ours) {
            free = false;
        } catch (IOException unsupported) {
            // Some network file systems have no locks; then only what the file says counts.
            free = true;
        }
        Optional<LockOwner> before = LockOwner.read(content(file));
        if (!free) {
            throw new RunLockedException(path, before, true);
        }
        if (before.isPresent()) {
            // The owner of a copied folder works in the other copy, and has no lock of the system on this one.
            Optional<Boolean> alive = before.get().alive(owner.host(), systems != null);
            if (alive.orElse(true)) {
                throw new RunLockedException(path, before, alive.isPresent());
            }
        }
        file.setLength(0);
        file.write(owner.text().getBytes(StandardCharsets.UTF_8));
        return new RunLock(file, systems, before);
    }

    private static RandomAccessFile open(Path path) throws IOException {
        try {
            return PrivateFiles.make(path);
        } catch (FileAlreadyExistsException there) {
            return PrivateFiles.open(path);
        }
    }

    private static String content(RandomAccessFile file) throws IOException {
        byte[] bytes = new byte[(int) Math.min(file.length(), 4096)];
        file.seek(0);
        file.readFully(bytes);
        file.seek(0);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** When our own process started, as {@link #gone} understands it. */
    public static String started() {
        return ProcessStart.of(ProcessHandle.current().pid()).orElse("");
    }

    /** The same of another process; empty when it does not run. */
    public static Optional<String> started(long pid) {
        return ProcessStart.of(pid);
    }

    /** Whether a process of this machine is known to run no longer, by when it is said to have started. */
    public static boolean gone(long pid, String started) {
        return !started.isEmpty() && !ProcessStart.runs(pid, started).orElse(true);
    }

    /** Whose process works in a folder now, or may do so on another machine; empty when none does. Not for a lock that we hold. */
    public static Optional<LockOwner> holder(Path folder, String host) {
        try {
            return LockOwner.read(new String(PrivateFiles.readAll(folder.resolve(FILE)), StandardCharsets.UTF_8))
                    .filter(owner -> owner.alive(host, true).orElse(true));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** What an operator is told when the owner before had died with the lock. */
    public Optional<String> takenOver() {
        return before.map(owner -> "taken over from " + owner.words() + ", which is no longer running");
    }

    /** Gives it back; that is done once, however often it is asked for. */
    @Override
    public void close() throws IOException {
        if (given) {
            return;
        }
        given = true;
        try (file) {
            file.setLength(0);
            if (systems != null) {
                systems.release();
            }
        }
    }

    /** Another process has the lock. */
    public static final class RunLockedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Optional<LockOwner> owner;

        RunLockedException(Path path, Optional<LockOwner> owner, boolean seen) {
            super(owner.map(LockOwner::words).orElse("another process")
                    + (seen
                            ? ""
                            : ". Whether that process still runs cannot be seen from this machine. If it does not, delete "
                                    + path));
            this.owner = owner;
        }

        /** Who has it; empty when it has not yet said so. */
        public Optional<LockOwner> owner() {
            return owner;
        }
    }
}
