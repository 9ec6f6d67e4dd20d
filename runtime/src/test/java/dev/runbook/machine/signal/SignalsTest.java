package dev.runbook.machine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.DefaultSignals;
import dev.runbook.KillCommand;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SignalsTest {
    @Test
    @Timeout(60)
    void the_first_signal_means_cleanly_the_second_now_and_the_third_is_the_last() throws Exception {
        List<String> command = new ArrayList<>(DefaultSignals.before());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SignalsHeard.class.getName()));
        Process listening =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines = listening.inputReader()) {
            assertEquals("NONE", lines.readLine());
            KillCommand.send("INT", listening.pid());
            assertEquals("CLEANLY", lines.readLine());
            KillCommand.send("TERM", listening.pid());
            assertEquals("NOW", lines.readLine());
            KillCommand.send("HUP", listening.pid());
            assertEquals("last after NOW", lines.readLine());
            assertTrue(listening.waitFor(20, TimeUnit.SECONDS));
            assertEquals(SignalsHeard.LAST, listening.exitValue());
        } finally {
            listening.destroyForcibly();
        }
    }

    @Test
    void a_signal_that_this_system_does_not_have_never_comes() {
        Semaphore came = new Semaphore(0);
        SignalHook.on("NOSUCH", came::release).close();
        assertEquals(0, came.availablePermits());
    }
}
