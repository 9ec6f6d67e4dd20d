package dev.runbook.machine.folder;

import dev.runbook.machine.time.SystemClock;
import dev.runbook.run.journal.Entry;
import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that takes a lock, says so, and keeps it until its input ends. */
final class LockTaker {
    private LockTaker() {}

    /** Takes the lock of the folder that is named, for the user that is named. */
    public static void main(String[] arguments) throws IOException {
        Entry.OperatorProcess operator = new Entry.OperatorProcess(
                arguments[1], arguments[2], ProcessHandle.current().pid(), "/");
        try (RunLock lock = RunLock.take(Path.of(arguments[0]), operator, new SystemClock())) {
            System.out.println("taken " + lock.takenOver().orElse(""));
            while (System.in.read() >= 0) {
                // Only the end of the input counts.
            }
        } catch (RunLock.RunLockedException held) {
            System.out.println("held by " + held.getMessage());
        }
    }
}
