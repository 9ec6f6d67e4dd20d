package dev.runbook.postgres;

import dev.runbook.port.LargeFiles;
import dev.runbook.port.Processes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SHA-256 of a dump. Of a file by the system's own program where there is one: a JVM that was told to start fast takes
 * ten times as long.
 */
record Checksum(Processes processes, LargeFiles large) {
    private static final int DIGITS = 64;

    String of(String path) throws IOException, InterruptedException {
        Processes.Result result = processes.run(
                new Processes.Request(List.of("sha256sum", path), Map.of(), Optional.empty()), Processes.Output.NONE);
        // A name with a backslash has one before its sum; a folder is refused.
        String sum = result.out().replaceFirst("^\\\\", "");
        return result.ok() && sum.length() > DIGITS ? sum.substring(0, DIGITS) : large.sha256(path);
    }
}
