package dev.runbook.provider.postgres;

import dev.runbook.port.Clock;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.function.Function;

/** Says how far something has come, soon and then ever less often, until it is closed. */
final class ProgressReporter implements AutoCloseable {
    private static final Duration FIRST = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Thread thread;

    /** @param words what to say, from the time that has passed */
    ProgressReporter(Clock clock, Processes.Output output, Function<Duration, String> words) {
        Duration began = clock.elapsed();
        thread = Thread.ofVirtual().name("progress").start(() -> {
            Duration pause = FIRST;
            try {
                while (true) {
                    clock.sleep(pause);
                    output.line(
                            Processes.Stream.OUT, words.apply(clock.elapsed().minus(began)));
                    Duration longer = pause.multipliedBy(2);
                    pause = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Nothing is said any more when this returns. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
