package dev.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;

/** Sends signals to processes, with the shell's own {@code kill}: a small machine has no program of that name. */
public final class KillCommand {
    private KillCommand() {}

    /**
     * Sends one.
     *
     * @param signal without SIG
     */
    public static void send(String signal, long pid) throws IOException, InterruptedException {
        assertEquals(0, send(signal, String.valueOf(pid)));
    }

    /** Sends one to a group of processes, some or all of which may have ended. */
    public static void sendToGroup(String signal, long leader) throws IOException, InterruptedException {
        send(signal, "-" + leader);
    }

    private static int send(String signal, String to) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "kill -s $0 -- $1", signal, to)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
