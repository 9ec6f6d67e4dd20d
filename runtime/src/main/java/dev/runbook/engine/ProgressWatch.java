package dev.runbook.engine;

import dev.runbook.action.ReleaseWait;
import dev.runbook.action.World;
import dev.runbook.failure.Failed;
import dev.runbook.failure.FailureClass;
import dev.runbook.lookup.ReleaseProgress;
import dev.runbook.port.Clock;
import dev.runbook.port.LiveReader;
import dev.runbook.port.Observer;
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

    private final Setting setting;
    private final String step;
    private final Clock.Alarm begin;
    private Optional<Thread> worker = Optional.empty();
    private boolean closed;
    private volatile List<Observer.Pending> last = List.of();
    private volatile List<Observer.Pending> lastSome = List.of();

    ProgressWatch(Setting setting, String step, Optional<ReleaseWait> wait) {
        this.setting = setting;
        this.step = step;
        this.begin = wait.map(awaited -> setting.clock().after(SOON, () -> start(awaited)))
                .orElse(() -> {});
    }

    private synchronized void start(ReleaseWait wait) {
        if (!closed) {
            // It is a view only: whatever goes wrong with it, helm goes on, and nothing may be printed over its lines.
            worker = Optional.of(Thread.ofVirtual()
                    .name("progress of " + wait.release())
                    .uncaughtExceptionHandler((_, _) -> {})
                    .start(() -> watch(wait)));
        }
    }

    private void watch(ReleaseWait wait) {
        try (LiveReader live = setting.cluster().live()) {
            World world = setting.world().with(live);
            String namespace = wait.namespace().isEmpty() ? setting.cluster().defaultNamespace() : wait.namespace();
            ReleaseProgress progress = new ReleaseProgress(wait, namespace);
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
            setting.stage().notReady(step, pending.stream().map(this::masked).toList(), trouble);
        }
    }

    private Observer.Pending masked(Observer.Pending one) {
        return new Observer.Pending(
                one.resource(), one.state(), setting.masking().text(one.detail()));
    }

    /**
     * What was not ready when the end came.
     *
     * @param said whether helm itself says that something was not ready
     */
    List<Observer.Pending> atTheEnd(boolean said) {
        return said ? lastSome : last;
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
