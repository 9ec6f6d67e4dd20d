package dev.runbook.run.engine;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.LiveReader;
import dev.runbook.port.Observer;
import dev.runbook.provider.Progress;
import dev.runbook.provider.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Looks, beside a helm that waits, at what it waits for, and shows it. Helm never waits for this: it has a thread of its
 * own, begins when helm is not done soon, and where the cluster does not answer or may not be read, there is less to see.
 */
final class ProgressWatch implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final RunEnvironment environment;
    private final String step;
    private final Clock.Alarm begin;
    private final Optional<Progress> awaited;
    private Optional<Thread> worker = Optional.empty();
    private boolean closed;
    private volatile List<Observer.Pending> last = List.of();
    private volatile List<Observer.Pending> lastSome = List.of();

    ProgressWatch(RunEnvironment environment, String step, Optional<Progress> wait) {
        this.environment = environment;
        this.step = step;
        this.awaited = wait;
        this.begin = wait.map(progress -> environment.clock().after(SOON, () -> start(progress)))
                .orElse(() -> {});
    }

    private synchronized void start(Progress progress) {
        if (!closed) {
            // It is a view only: whatever goes wrong with it, helm goes on, and nothing may be printed over its lines.
            worker = Optional.of(Thread.ofVirtual()
                    .name("progress of " + progress.what())
                    .uncaughtExceptionHandler((_, _) -> {})
                    .start(() -> watch(progress)));
        }
    }

    private void watch(Progress progress) {
        try (LiveReader live = environment.cluster().live()) {
            World world = environment.world().with(ClusterReader.class, live);
            List<Observer.Pending> seen = List.of();
            while (true) {
                Optional<String> trouble = Optional.empty();
                try {
                    seen = progress.look(world);
                    last = progress.atTheEnd(false);
                    lastSome = progress.atTheEnd(true);
                } catch (Failed failed) {
                    if (failed.failure().kind() != FailureClass.Unreachable
                            && failed.failure().kind() != FailureClass.Timeout) {
                        return;
                    }
                    trouble = Optional.of(failed.failure().summary());
                }
                show(seen, trouble.or(live::trouble));
                live.awaitChange(TICK);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (Failed mayNotLook) {
            // Helm meets the same trouble and says so: there is nothing to see beside it.
            return;
        }
    }

    private synchronized void show(List<Observer.Pending> pending, Optional<String> trouble) {
        if (!closed) {
            environment
                    .progress()
                    .notReady(step, pending.stream().map(this::masked).toList(), trouble);
        }
    }

    private Observer.Pending masked(Observer.Pending one) {
        return new Observer.Pending(
                one.resource(), one.state(), environment.masking().text(one.detail()));
    }

    /**
     * What was not ready when the end came.
     *
     * @param said whether helm itself says that something was not ready
     */
    List<Observer.Pending> atTheEnd(boolean said) {
        return said ? lastSome : last;
    }

    /** The failure that the action ended with, with what was seen beside it. */
    Failure explained(Failure failure) {
        boolean said = failure.classes().contains(FailureClass.NotReady)
                || failure.classes().contains(FailureClass.HookFailed);
        return awaited.map(progress -> progress.explained(failure, atTheEnd(said)))
                .orElse(failure);
    }

    /** After this, nothing more is shown. */
    void stop() {
        begin.close();
        synchronized (this) {
            closed = true;
            worker.ifPresent(Thread::interrupt);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
