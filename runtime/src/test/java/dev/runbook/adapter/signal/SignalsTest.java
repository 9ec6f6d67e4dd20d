package dev.runbook.adapter.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.Interruption.Wish;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private final Semaphore changed = new Semaphore(0);
    private final Semaphore last = new Semaphore(0);

    @Test
    void the_first_signal_means_cleanly_the_second_now_and_the_third_is_the_last() throws Exception {
        try (Signals signals = Signals.listen(last::release);
                var _ = signals.onChange(changed::release)) {
            assertEquals(Wish.NONE, signals.wish());
            send("INT");
            await(changed);
            assertEquals(Wish.CLEANLY, signals.wish());
            send("TERM");
            await(changed);
            assertEquals(Wish.NOW, signals.wish());
            send("HUP");
            await(last);
            assertEquals(Wish.NOW, signals.wish());
        }
    }

    @Test
    void whoever_has_stopped_listening_hears_nothing() throws Exception {
        try (Signals signals = Signals.listen(() -> {})) {
            signals.onChange(last::release).close();
            try (var _ = signals.onChange(changed::release)) {
                send("INT");
                await(changed);
            }
            assertEquals(0, last.availablePermits());
        }
    }

    @Test
    void a_signal_that_this_system_does_not_have_never_comes() {
        SignalHook.on("NOSUCH", changed::release).close();
        assertEquals(0, changed.availablePermits());
    }

    private static void await(Semaphore semaphore) throws InterruptedException {
        assertTrue(semaphore.tryAcquire(10, TimeUnit.SECONDS));
    }

    private static void send(String signal) throws IOException, InterruptedException {
        String self = String.valueOf(ProcessHandle.current().pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, self).start().waitFor());
    }
}
