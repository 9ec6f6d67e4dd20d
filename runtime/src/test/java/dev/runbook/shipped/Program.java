package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program that was started, and the file that gets everything it writes. */
record Program(Process process, Path output) {
    private static final Duration LONGEST = Duration.ofSeconds(150);

    /** How it ended, and what it wrote. */
    record Ended(int exit, String said) {}

    Ended end() throws IOException, InterruptedException {
        boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertTrue(ended, () -> "not within " + LONGEST + ":\n" + said());
        return new Ended(process.exitValue(), said());
    }

    /** Ends it as the kernel does when memory runs out: it cannot clean up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "its output cannot be read: " + e.getMessage();
        }
    }
}
