package dev.runbook.provider.process.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The output of a program that must not die with us. When the reader of a pipe has gone, the system kills who writes to
 * it: so such a program holds the reading ends of its own pipes as well. What it says then waits in them, up to 64 KiB,
 * until it ends or until whoever takes it over reads it.
 */
final class HeldStreams {
    /** Each descriptor that the program writes to, and the one that it holds the reading end by. */
    private static final Map<String, String> ENDS = Map.of("1", "8", "2", "9");

    /** Tried first with a command that may fail, since a redirection that fails ends the shell in an exec. */
    private static final String HOLD = "if { true 8<>/proc/self/fd/1; } 2>/dev/null; then"
            + " exec 8<>/proc/self/fd/1 9<>/proc/self/fd/2; fi; exec \"$@\"";

    private HeldStreams() {}

    /** What is started in the place of a program, before its path and its arguments; nothing where there is no such way. */
    static List<String> before(Optional<String> shell) {
        return shell.filter(sh -> Files.isDirectory(Path.of("/proc/self/fd")))
                .map(sh -> List.of(sh, "-c", HOLD, "sh"))
                .orElse(List.of());
    }

    /** Reads what a program says that holds its streams and whose reader has gone, so that it is never held up. */
    static void read(long pid, Executor threads) {
        Path descriptors = Path.of("/proc", String.valueOf(pid), "fd");
        ENDS.forEach((written, held) -> {
            Path end = descriptors.resolve(held);
            if (same(descriptors.resolve(written), end)) {
                threads.execute(() -> readAll(end));
            }
        });
    }

    /** Whether a program, or one that it was started by, is of those that must not die with us. */
    static boolean areOf(ProcessHandle program) {
        Path descriptors = Path.of("/proc", String.valueOf(program.pid()), "fd");
        return ENDS.entrySet().stream()
                        .anyMatch(end -> same(descriptors.resolve(end.getKey()), descriptors.resolve(end.getValue())))
                || program.parent()
                        .filter(parent ->
                                parent.pid() != ProcessHandle.current().pid())
                        .filter(HeldStreams::areOf)
                        .isPresent();
    }

    private static boolean same(Path written, Path held) {
        try {
            return Files.readSymbolicLink(written).equals(Files.readSymbolicLink(held));
        } catch (IOException e) {
            return false;
        }
    }

    private static void readAll(Path end) {
        try (InputStream in = Files.newInputStream(end)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It has just ended, and has nothing more to say.
        }
    }
}
