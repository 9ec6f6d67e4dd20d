package dev.runbook.machine.terminal;

import dev.runbook.port.Clock;
import java.time.Duration;

/** Calls something once a second until it is closed, such as a view that counts how long a command has been running. */
public final class Ticker implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Thread thread;

    public Ticker(Clock clock, Runnable action) {
        this.thread = Thread.ofVirtual().name("ticker").start(() -> tick(clock, action));
    }

    private static void tick(Clock clock, Runnable action) {
        try {
            while (true) {
                clock.sleep(PERIOD);
                action.run();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
