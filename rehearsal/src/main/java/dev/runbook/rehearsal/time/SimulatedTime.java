package dev.runbook.rehearsal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Time that goes like the machine's, and is taken to the next thing that is due while the one thread that leads has nothing to do but
 * wait and nothing real is under way. All who wait by it wake in the order in which they would. Without a leader it is the machine's time.
 */
public final class SimulatedTime implements InstantSource {
    /** Who has woken is waited for until it waits again or ends; what takes longer is at something that has no end of its own. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** Watches that do not hear of a change within this time are broken. */
    private static final Duration UNHEARD = Duration.ofSeconds(2);

    private static final long GLANCE = 100_000;

    private final Instant began;
    private final long start = System.nanoTime();
    private final Set<DueWait> waiting = new HashSet<>();
    private final Map<Thread, Long> awake = new HashMap<>();
    private volatile long skipped;
    private volatile Optional<Thread> leader = Optional.empty();
    private volatile ClusterActivity activity = ClusterActivity.NONE;
    private int programs;

    public SimulatedTime() {
        this(Instant.now());
    }

    public SimulatedTime(Instant began) {
        this.began = began;
    }

    /** Says what goes on in the cluster whose time this is. */
    public void of(ClusterActivity cluster) {
        activity = cluster;
    }

    /** This thread leads from now on: while it waits, time is taken on. */
    public void lead() {
        leader = Optional.of(Thread.currentThread());
    }

    @Override
    public Instant instant() {
        return began.plus(elapsed());
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start + skipped);
    }

    /** One that is behind the machine's. */
    public static SimulatedTime ago(Duration time) {
        return new SimulatedTime(Instant.now().minus(time));
    }

    /** Takes the time on to the machine's, unless it is later already. */
    public void catchUp() {
        skipTo(Duration.between(began, Instant.now()));
    }

    /** A program that runs by the machine's own time; to be closed when it has ended. */
    public final class RealWork implements AutoCloseable {
        private RealWork() {
            count(1);
        }

        @Override
        public void close() {
            count(-1);
        }
    }

    private synchronized void count(int more) {
        programs += more;
    }

    /** Says that a program runs. */
    public RealWork program() {
        return new RealWork();
    }

    /** Waits, on whatever thread. */
    public void sleep(Duration duration) throws InterruptedException {
        await(new Semaphore(0), () -> Long.MAX_VALUE, duration);
    }

    /** The same for what changes something in the cluster. */
    public void sleepUntilEvent(Duration duration) throws InterruptedException {
        Thread me = Thread.currentThread();
        try (DueWait wait = begin(elapsed().plus(duration), true, me, () -> LockSupport.unpark(me))) {
            wait.sleep();
        }
    }

    /** Begins to wait for something in the cluster that is due. */
    public DueWait event(Duration after, Runnable wake) {
        return begin(elapsed().plus(after), true, Thread.currentThread(), wake);
    }

    /** Runs something when that much time has passed, on a thread of its own, unless that is interrupted before. */
    public Thread after(Duration duration, Runnable action) {
        Duration due = elapsed().plus(duration);
        DueWait[] wait = new DueWait[1];
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try (DueWait mine = wait[0]) {
                mine.sleep();
            } catch (InterruptedException closed) {
                return;
            }
            action.run();
        });
        wait[0] = begin(due, false, thread, () -> LockSupport.unpark(thread));
        thread.start();
        return thread;
    }

    /**
     * Waits for news, or until the time is over; whether there was news.
     *
     * @param upTo the version of the cluster that those have come to who bring the news
     */
    public boolean await(Semaphore news, LongSupplier upTo, Duration atMost) throws InterruptedException {
        Thread me = Thread.currentThread();
        boolean leading = leader.filter(me::equals).isPresent();
        try (DueWait wait = begin(elapsed().plus(atMost), false, me, leading ? () -> {} : news::release)) {
            if (!leading) {
                return news.tryAcquire(Math.max(0, wait.left().toNanos()), TimeUnit.NANOSECONDS)
                        && wait.left().isPositive();
            }
            Hearing hearing = new Hearing(upTo);
            while (!news.tryAcquire()) {
                if (!wait.left().isPositive()) {
                    return false;
                }
                if (isIdle() && hearing.isComplete()) {
                    next().ifPresent(this::skipTo);
                } else if (news.tryAcquire(GLANCE, TimeUnit.NANOSECONDS)) {
                    return true;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return true;
        }
    }

    /** Whether those who bring news of the cluster have heard of all that has happened. */
    private final class Hearing {
        private final LongSupplier upTo;
        private long missed = -1;
        private long since;

        Hearing(LongSupplier upTo) {
            this.upTo = upTo;
        }

        boolean isComplete() {
            long version = activity.version();
            if (upTo.getAsLong() >= version) {
                return true;
            }
            if (missed != version) {
                missed = version;
                since = System.nanoTime();
            }
            return System.nanoTime() - since > UNHEARD.toNanos();
        }
    }

    private boolean isIdle() {
        synchronized (this) {
            if (programs > 0 || !isQuiet()) {
                return false;
            }
        }
        return activity.isSettled();
    }

    /** How many programs run by the machine's own time. */
    synchronized int programs() {
        return programs;
    }

    /** Whether all who have woken wait again, or have ended. */
    synchronized boolean isQuiet() {
        long now = System.nanoTime();
        awake.entrySet().removeIf(entry -> !entry.getKey().isAlive() || now - entry.getValue() > PATIENCE.toNanos());
        return awake.isEmpty() || (awake.size() == 1 && awake.containsKey(Thread.currentThread()));
    }

    /** When the next one is due who waits. */
    synchronized Optional<Duration> next() {
        Duration now = elapsed();
        return waiting.stream()
                .map(DueWait::due)
                .filter(due -> due.compareTo(now) > 0)
                .min(Duration::compareTo);
    }

    /** When something changes in the cluster next. */
    synchronized Optional<Duration> nextEvent() {
        Duration now = elapsed();
        return waiting.stream()
                .filter(DueWait::isEvent)
                .map(DueWait::due)
                .filter(due -> due.compareTo(now) > 0)
                .min(Duration::compareTo);
    }

    /** Takes the time on, and wakes those whose time has come. */
    void skipTo(Duration when) {
        List<DueWait> due;
        synchronized (this) {
            Duration way = when.minus(elapsed());
            if (way.isPositive()) {
                skipped += way.toNanos();
            }
            due = waiting.stream().filter(wait -> !wait.left().isPositive()).toList();
            long now = System.nanoTime();
            due.forEach(wait -> awake.putIfAbsent(wait.waiter(), now));
        }
        // Outside of our lock: they have locks of their own.
        due.forEach(DueWait::wake);
    }

    private synchronized DueWait begin(Duration due, boolean event, Thread waiter, Runnable wake) {
        DueWait wait = new DueWait(this, due, event, waiter, wake);
        awake.remove(waiter);
        waiting.add(wait);
        return wait;
    }

    synchronized void leave(DueWait wait) {
        waiting.remove(wait);
        if (!leader.equals(Optional.of(wait.waiter()))) {
            awake.put(wait.waiter(), System.nanoTime());
        }
    }
}
