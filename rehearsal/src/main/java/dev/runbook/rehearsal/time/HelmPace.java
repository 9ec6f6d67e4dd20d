package dev.runbook.rehearsal.time;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The cluster's time beside a helm that changes something, which waits by the machine's clock. While it works, time goes like the
 * machine's. While it only waits, what is due in the cluster comes one after the other, but nothing that is later than helm's own time
 * limit, which begins anew with each write; where nothing helps before that, the time-out comes when it would.
 */
public final class HelmPace {
    /** Helm asks again after so long. */
    private static final Duration POLL = Duration.ofSeconds(2);

    /** Helm that asks nothing for so long is waiting. */
    private static final Duration IDLE = Duration.ofMillis(60);

    /** Longer than helm takes to see that all is ready. */
    private static final Duration UNHELPED = Duration.ofMillis(2600);

    private static final Duration SETTLING = Duration.ofMillis(300);
    private static final long GLANCE = 10;

    private final SimulatedTime time;
    private final ClusterActivity activity;
    private final Set<String> written = new HashSet<>();
    private Optional<HelmLimit> limit = Optional.empty();
    private Optional<LastWrite> last = Optional.empty();
    private boolean polled;
    private long asked;
    private long changed;
    private long version;
    private long started;

    /**
     * How long helm waits.
     *
     * @param meant as the runbook has it
     * @param machine what it is told
     */
    public record HelmLimit(Duration meant, Duration machine) {}

    /** Since when helm waits, by both clocks. */
    private record LastWrite(Duration time, long machine) {}

    public HelmPace(SimulatedTime time, ClusterActivity activity) {
        this.time = time;
        this.activity = activity;
    }

    /** A helm that only reads is beside until this is closed. */
    public SimulatedTime.RealWork beside() {
        return time.program();
    }

    /**
     * A helm has been started.
     *
     * @param held how long it waits; empty where it waits for nothing in the cluster
     */
    public void started(ProcessHandle helm, Optional<HelmLimit> held) {
        SimulatedTime.RealWork program = beside();
        long number = begin(held);
        CompletableFuture<ProcessHandle> end = helm.onExit();
        Thread.ofVirtual().name("time beside helm").start(() -> {
            try (program) {
                while (!hasEnded(end)) {
                    if (held.isPresent()) {
                        pass();
                    }
                }
            } catch (InterruptedException | ExecutionException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                end(number);
            }
        });
    }

    private static boolean hasEnded(CompletableFuture<ProcessHandle> end)
            throws InterruptedException, ExecutionException {
        try {
            end.get(GLANCE, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException runs) {
            return false;
        }
    }

    private synchronized long begin(Optional<HelmLimit> held) {
        started++;
        limit = held;
        last = Optional.empty();
        written.clear();
        polled = false;
        return started;
    }

    private synchronized void end(long number) {
        if (number == started) {
            limit = Optional.empty();
        }
    }

    /**
     * Helm asks the server something, or tells it.
     *
     * @param created the name of what is created
     */
    public void asks(String method, String path, Supplier<String> created) throws InterruptedException {
        boolean first;
        synchronized (this) {
            asked = System.nanoTime();
            if (limit.isEmpty()) {
                return;
            }
            if (!method.equals("GET")) {
                last = Optional.of(new LastWrite(time.elapsed(), asked));
                polled = false;
                written.add(method.equals("POST") ? path + "/" + created.get() : path);
                return;
            }
            first = !polled && written.contains(path);
            polled |= first;
        }
        if (first && !activity.isTroubled()) {
            // What is there when helm asks for the second time is there now, so that it need not wait until then.
            Duration until = time.elapsed().plus(POLL);
            while (settle() && passTo(until)) {
                // The next one follows when all is done that follows from this one.
            }
        }
    }

    private boolean settle() throws InterruptedException {
        long end = System.nanoTime() + SETTLING.toNanos();
        while (System.nanoTime() < end) {
            if (time.isQuiet() && activity.isSettled()) {
                return true;
            }
            Thread.sleep(Duration.ofNanos(200_000));
        }
        return false;
    }

    /** Takes the time on to whatever is due next, where something in the cluster is by then; whether it has. */
    private boolean passTo(Duration until) {
        boolean soon =
                time.nextEvent().filter(next -> next.compareTo(until) <= 0).isPresent();
        if (soon) {
            time.next().ifPresent(time::skipTo);
        }
        return soon;
    }

    private void pass() throws InterruptedException {
        Optional<Duration> until = waitsUntil();
        while (until.isPresent() && time.isQuiet() && activity.isSettled() && passTo(until.get())) {
            settle();
            until = waitsUntil();
        }
        if (until.isPresent() && isUnhelped()) {
            timeOut();
        }
    }

    /** When helm's limit is over, where it only waits now. */
    private synchronized Optional<Duration> waitsUntil() {
        long now = System.nanoTime();
        if (version != activity.version()) {
            version = activity.version();
            changed = now;
        }
        boolean waits = time.programs() == 1
                && !activity.isTroubled()
                && now - asked > IDLE.toNanos()
                && now - changed > IDLE.toNanos() / 2;
        return last.filter(_ -> waits)
                .flatMap(write -> limit.map(held -> write.time().plus(held.meant())));
    }

    private synchronized boolean isUnhelped() {
        Duration patience = limit.map(HelmLimit::machine)
                .map(held -> held.dividedBy(2))
                .filter(half -> half.compareTo(UNHELPED) < 0)
                .orElse(UNHELPED);
        long since = Math.max(changed, last.map(LastWrite::machine).orElse(0L));
        return System.nanoTime() - since > patience.toNanos();
    }

    /** Lets all that is left of helm's limit pass but what it still waits by the machine's clock. */
    private void timeOut() throws InterruptedException {
        Duration end;
        synchronized (this) {
            if (limit.isEmpty() || last.isEmpty()) {
                return;
            }
            HelmLimit held = limit.get();
            Duration passed = Duration.ofNanos(System.nanoTime() - last.get().machine());
            end = last.get().time().plus(held.meant()).minus(held.machine()).plus(passed);
        }
        while (time.elapsed().compareTo(end) < 0) {
            settle();
            time.skipTo(time.next().filter(next -> next.compareTo(end) < 0).orElse(end));
        }
    }
}
