package dev.runbook.adapter.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds programs that were started by this run and went into the background, by a mark in their environment: it is
 * inherited by whatever they start, and no other program's number can be mistaken for theirs.
 */
final class Leftovers {
    static final String MARK = "RUNBOOK_STARTED_BY";
    private static final Path PROC = Path.of("/proc");

    private Leftovers() {}

    /** The programs that carry the mark; none where there is no {@code /proc}. */
    static List<ProcessHandle> of(String mark) {
        List<ProcessHandle> found = new ArrayList<>();
        byte[] wanted = (MARK + "=" + mark).getBytes(StandardCharsets.UTF_8);
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (carries(process, wanted)) {
                    Optional<ProcessHandle> handle = ProcessHandle.of(
                            Long.parseLong(process.getFileName().toString()));
                    handle.ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            return found;
        }
        return found;
    }

    private static boolean carries(Path process, byte[] wanted) {
        try {
            String environment =
                    new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
            return ("\0" + environment + "\0").contains("\0" + new String(wanted, StandardCharsets.ISO_8859_1) + "\0");
        } catch (IOException e) {
            // Another user's program, or one that has just ended: not ours.
            return false;
        }
    }
}
