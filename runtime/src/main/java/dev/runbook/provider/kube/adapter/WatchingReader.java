package dev.runbook.provider.kube.adapter;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.KubeObject;
import dev.runbook.port.LiveReader;
import dev.runbook.provider.kube.AgeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Watches whatever it is asked for, and makes sure that the connection under the watches is alive. */
final class WatchingReader implements LiveReader {
    private static final Duration PROBE_EVERY = Duration.ofSeconds(3);
    /** From so many objects of a kind in a namespace on, one watch of all costs less than one for each. */
    private static final int CROWD = 20;

    private final ClusterConnection link;
    private final DirectReader direct;
    private final Clock clock;
    private final Map<ObjectInformer.WatchKey, ObjectInformer> watched = new ConcurrentHashMap<>();
    private final Map<ObjectInformer.WatchKey, FutureTask<ObjectInformer>> opening = new ConcurrentHashMap<>();
    private final Map<ObjectInformer.WatchKey, AtomicInteger> alone = new ConcurrentHashMap<>();
    private final Set<ObjectInformer.WatchKey> unlistable = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore changes = new Semaphore(0);
    private final Outage outage;
    private volatile @Nullable ConnectionTrouble trouble;

    WatchingReader(ClusterConnection link, DirectReader direct, Clock clock) {
        this.link = link;
        this.direct = direct;
        this.clock = clock;
        this.outage = new Outage(clock);
    }

    @Override
    public Optional<KubeObject> get(Kind kind, String namespace, String name) throws InterruptedException {
        String home = kind.namespaced() ? namespace : "";
        ObjectInformer.WatchKey key = new ObjectInformer.WatchKey(kind, home, name, "");
        ObjectInformer known = watched.get(key);
        return known == null ? first(key) : known.find(home, name);
    }

    private Optional<KubeObject> first(ObjectInformer.WatchKey key) throws InterruptedException {
        ObjectInformer.WatchKey all = new ObjectInformer.WatchKey(key.kind(), key.namespace(), "", "");
        boolean crowded = watched.containsKey(all)
                || alone.computeIfAbsent(all, k -> new AtomicInteger()).incrementAndGet() > CROWD;
        if (crowded && !unlistable.contains(all)) {
            try {
                return watched(all).find(key.namespace(), key.name());
            } catch (Failed e) {
                // An account that may read some objects by their names, and may not list, is common enough.
                if (e.failure().kind() != FailureClass.Forbidden) {
                    throw e;
                }
                unlistable.add(all);
            }
        }
        return watched(key).find(key.namespace(), key.name());
    }

    @Override
    public List<KubeObject> list(Kind kind, String namespace, String labels) throws InterruptedException {
        return watched(new ObjectInformer.WatchKey(kind, kind.namespaced() ? namespace : "", "", labels))
                .objects();
    }

    /** Those who ask for the same at the same time share one question, and its failure. */
    private ObjectInformer watched(ObjectInformer.WatchKey key) throws InterruptedException {
        ObjectInformer known = watched.get(key);
        if (known != null) {
            return known;
        }
        FutureTask<ObjectInformer> mine = new FutureTask<>(() -> opened(key));
        FutureTask<ObjectInformer> first = opening.putIfAbsent(key, mine);
        if (first == null) {
            mine.run();
            opening.remove(key, mine);
        }
        try {
            return (first == null ? mine : first).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException stopped) {
                throw stopped;
            }
            // Its own type, since a Failed that is wrapped would look like a bug.
            throw e.getCause() instanceof RuntimeException told ? told : new IllegalStateException(e.getCause());
        }
    }

    private ObjectInformer opened(ObjectInformer.WatchKey key) throws InterruptedException {
        ObjectInformer known = watched.get(key);
        if (known != null) {
            return known;
        }
        ObjectInformer fresh = new ObjectInformer(link, direct, clock, key, changes::release, outage);
        fresh.refresh();
        watched.put(key, fresh);
        start("watch " + key.kind().plural(), fresh);
        return fresh;
    }

    private void start(String name, Runnable work) {
        synchronized (threads) {
            // A wait that asks the cluster nothing must not need one.
            if (threads.isEmpty()) {
                threads.add(Thread.ofVirtual().name("probe").start(this::probe));
            }
            threads.add(Thread.ofVirtual().name(name).start(work));
        }
    }

    @Override
    public List<String> events(String namespace, String name, String uid) throws InterruptedException {
        return direct.events(namespace, name, uid);
    }

    @Override
    public boolean hasConditions(Kind kind) throws InterruptedException {
        return direct.hasConditions(kind);
    }

    @Override
    public List<Kind> customKinds() throws InterruptedException {
        return direct.customKinds();
    }

    @Override
    public Duration ahead() {
        return direct.ahead();
    }

    @Override
    public Kind kind(String written) throws InterruptedException {
        return direct.kind(written);
    }

    @Override
    public Optional<Kind> kind(String apiVersion, String kind) throws InterruptedException {
        return direct.kind(apiVersion, kind);
    }

    @Override
    public void awaitChange(Duration atMost) throws InterruptedException {
        awaitChange(atMost, this::seen);
    }

    private void awaitChange(Duration atMost, LongSupplier upTo) throws InterruptedException {
        // One permit is enough to wake; the rest belong to changes that the next reading will see anyway.
        if (clock.await(changes, upTo, atMost)) {
            changes.drainPermits();
        }
    }

    /** The version of the cluster up to which all watches have seen what happened. */
    private long seen() {
        return watched.values().stream().mapToLong(ObjectInformer::seen).min().orElse(Long.MAX_VALUE);
    }

    /** The same while somebody does something. */
    private long seen(CompletableFuture<?> work) {
        return work.isDone() ? seen() : Long.MIN_VALUE;
    }

    @Override
    public void awaitChange(Duration atMost, CompletionStage<?> work) throws InterruptedException {
        CompletionStage<?> waking = work.whenComplete((_, _) -> changes.release());
        CompletableFuture<?> woken = waking.toCompletableFuture();
        awaitChange(woken.isDone() ? Duration.ZERO : atMost, () -> seen(woken));
    }

    @Override
    public Optional<String> trouble() {
        // What the last question met says more than that a watch was lost before it.
        ConnectionTrouble asked = trouble;
        return Stream.concat(Stream.ofNullable(asked), outage.trouble().stream())
                .min(Comparator.comparing(ConnectionTrouble::since))
                .map(t -> (asked == null ? t : asked).what() + " (for "
                        + AgeText.text(clock.elapsed().minus(t.since())) + ")");
    }

    /** Finds out now and then whether the connections under the watches are alive. */
    private void probe() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                clock.sleep(PROBE_EVERY);
                try {
                    link.transport().probe();
                    trouble = null;
                } catch (Failed silent) {
                    ConnectionTrouble before = trouble;
                    trouble = new ConnectionTrouble(
                            before == null ? clock.elapsed() : before.since(),
                            silent.failure().summary());
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** The watches end by themselves: what comes after the wait need not wait for that. */
    @Override
    public void close() {
        synchronized (threads) {
            threads.forEach(Thread::interrupt);
        }
        watched.clear();
    }
}
