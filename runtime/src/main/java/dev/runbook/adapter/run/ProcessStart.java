package dev.runbook.adapter.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** When a process of this machine started, as a text that no other process with its number will ever have. */
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
            String boot =
                    Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            return "Z".equals(fields[0]) ? Optional.empty() : Optional.of(fields[START_TIME] + "@" + boot);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Optional<String> instant(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(start -> String.valueOf(start.getEpochSecond()));
    }
}
