package dev.runbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a program is started with that tests send signals to. A Maven that was started in the background ignores SIGINT, one
 * of nohup SIGHUP, and so would all that it starts: a shell cannot even trap them then.
 */
public final class DefaultSignals {
    private static final List<String> ENV = List.of("env", "--default-signal=HUP,INT,QUIT,TERM");
    private static final long OURS = mask(1) | mask(2) | mask(3) | mask(15);

    private DefaultSignals() {}

    /** What stands before the program on the command line; nothing where no signal is ignored. */
    public static List<String> before() {
        if (!areIgnored()) {
            return List.of();
        }
        Prerequisite.DEFAULT_SIGNALS.orSkip();
        return ENV;
    }

    private static long mask(int signal) {
        return 1L << (signal - 1);
    }

    private static boolean areIgnored() {
        Path status = Path.of("/proc/self/status");
        try {
            return Files.exists(status)
                    && Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("SigIgn:"))
                            .anyMatch(line ->
                                    (Long.parseUnsignedLong(line.substring(7).strip(), 16) & OURS) != 0);
        } catch (IOException e) {
            return false;
        }
    }

    /** GNU has it from 8.31 on. */
    static boolean canBeGiven() {
        try {
            Process trial = new ProcessBuilder(List.of(ENV.getFirst(), ENV.getLast(), "true"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return trial.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
