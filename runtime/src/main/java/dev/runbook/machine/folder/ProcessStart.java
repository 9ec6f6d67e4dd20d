package dev.runbook.machine.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * When a process of this machine started, as a text that no other process with its number will ever have: the time, and
 * behind an {@code @} where that time counts.
 */
final class ProcessStart {
    private static final Path PROC = Path.of("/proc");
    private static final int START_TIME = 19;

    private ProcessStart() {}

    /** Empty when no such process runs, or when the system does not tell. */
    static Optional<String> of(long pid) {
        return Files.isReadable(PROC.resolve("self/stat")) ? ticks(pid) : instant(pid);
    }

    /** In ticks since this boot: the wall clock may be set while the process runs, and Java's instants move with it. */
    private static Optional<String> ticks(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            // The second field is the name in brackets, and may hold blanks and brackets itself.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            // A zombie does nothing any longer.
            return "Z".equals(fields[0]) ? Optional.empty() : Optional.of(fields[START_TIME] + "@" + here());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** This boot of this machine, and the container in which the numbers of processes count. */
    private static String here() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip() + "/"
                + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
    }

    /** Whether a process runs, by what was noted of it; empty when it was noted elsewhere, or before this boot. */
    static Optional<Boolean> runs(long pid, String started) {
        String mine = of(ProcessHandle.current().pid()).orElse("");
        return place(mine).equals(place(started))
                ? Optional.of(of(pid).filter(started::equals).isPresent())
                : Optional.empty();
    }

    private static String place(String started) {
        return started.substring(started.indexOf('@') + 1);
    }

    private static Optional<String> instant(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(start -> start.getEpochSecond() + "@");
    }
}
