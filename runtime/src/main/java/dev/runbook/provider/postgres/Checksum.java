package dev.runbook.provider.postgres;

import dev.runbook.port.LargeFiles;
import dev.runbook.port.Processes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * SHA-256 of a dump. Of a file by one of the system's own programs where there is one: openssl has the processor do it,
 * sha256sum takes four times as long, and a JVM that was told to start fast forty times.
 */
record Checksum(Processes processes, LargeFiles large) {
    private static final List<List<String>> PROGRAMS =
            List.of(List.of("openssl", "dgst", "-sha256", "-r"), List.of("sha256sum"));
    /** A name with a backslash has one before its sum. */
    private static final Pattern SUM = Pattern.compile("^\\\\?([0-9a-f]{64}) ");

    String of(String path) throws IOException, InterruptedException {
        for (List<String> program : PROGRAMS) {
            List<String> command =
                    Stream.concat(program.stream(), Stream.of(path)).toList();
            Processes.Result result =
                    processes.run(new Processes.Request(command, Map.of(), Optional.empty()), Processes.Output.NONE);
            // A folder is refused.
            Matcher sum = SUM.matcher(result.out());
            if (result.ok() && sum.find()) {
                return sum.group(1);
            }
        }
        return large.sha256(path);
    }
}
