package dev.runbook.rehearsal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.time.DueWait;
import dev.runbook.rehearsal.time.SimulatedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Every object under its address, with one counter of resource versions and a window of past changes.
 *
 * <p>What is stored is never changed in place: readers may keep it, writers put a new tree.
 */
public final class Store implements AutoCloseable {
    private static final Comparator<ObjectKey> BY_PLACE =
            Comparator.comparing(ObjectKey::namespace).thenComparing(ObjectKey::name);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<ResourceType, TreeMap<ObjectKey, ObjectNode>> objects = new HashMap<>();
    private final TreeMap<Long, ObjectEvent> window = new TreeMap<>();
    private final int windowSize;
    private final SimulatedTime time;
    private long version = 1;
    private long forgotten = 1;
    private boolean closed;

    /** A store that remembers the last {@code windowSize} changes; older versions are expired. */
    public Store(int windowSize) {
        this(windowSize, new SimulatedTime());
    }

    /** The same in a time of its own. */
    public Store(int windowSize, SimulatedTime time) {
        this.windowSize = windowSize;
        this.time = time;
    }

    /** The time of the cluster. */
    public SimulatedTime time() {
        return time;
    }

    /** Runs {@code work} while nobody else reads or writes. */
    public <T> T exclusively(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    public Optional<ObjectNode> get(ObjectKey key) {
        return exclusively(() -> Optional.ofNullable(ofType(key.type()).get(key)));
    }

    /** The objects of a type in one namespace, or in all when the namespace is empty; in the order of etcd. */
    public ListSnapshot list(ResourceType type, String namespace) {
        return exclusively(() -> {
            List<ObjectNode> found = new ArrayList<>();
            ofType(type).forEach((key, object) -> {
                if (namespace.isEmpty() || key.namespace().equals(namespace)) {
                    found.add(object);
                }
            });
            return new ListSnapshot(version, found);
        });
    }

    /** Stores an object under its address with the next resource version, and returns it as stored. */
    public ObjectNode put(ObjectKey key, ObjectNode object) {
        return exclusively(() -> {
            ObjectNode stored = stamped(object);
            ObjectNode before = ofType(key.type()).put(key, stored);
            record(new ObjectEvent(
                    version,
                    before == null ? ObjectEvent.EventType.ADDED : ObjectEvent.EventType.MODIFIED,
                    key,
                    before,
                    stored));
            return stored;
        });
    }

    /** Takes an object away; its last state is the one given. */
    public void remove(ObjectKey key, ObjectNode last) {
        exclusively(() -> {
            ObjectNode before = ofType(key.type()).remove(key);
            if (before != null) {
                record(new ObjectEvent(version + 1, ObjectEvent.EventType.DELETED, key, before, stamped(last)));
            }
            return before;
        });
    }

    public long version() {
        return exclusively(() -> version);
    }

    /** The changes after a resource version, oldest first; refuses a version that is no longer in the window. */
    public List<ObjectEvent> since(long after) {
        return exclusively(() -> {
            if (after < forgotten) {
                throw ApiError.expired(after, forgotten);
            }
            return List.copyOf(window.tailMap(after, false).values());
        });
    }

    /** Waits until something changed after a version, or the time is up, or the store is closed. */
    public void await(long after, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (version <= after && left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something changed after a version, or something is due in the cluster, or the store is closed. */
    public void awaitEvent(long after, Duration due, Runnable waiting) throws InterruptedException {
        try (DueWait wait = time.event(due, this::wake)) {
            waiting.run();
            lock.lockInterruptibly();
            try {
                for (Duration left = wait.left();
                        version <= after && left.isPositive() && !closed;
                        left = wait.left()) {
                    changed.awaitNanos(left.toNanos());
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void wake() {
        exclusively(() -> {
            changed.signalAll();
            return closed;
        });
    }

    public boolean isClosed() {
        return exclusively(() -> closed);
    }

    /** Ends every wait; the objects stay readable. */
    @Override
    public void close() {
        exclusively(() -> {
            closed = true;
            changed.signalAll();
            return closed;
        });
    }

    private ObjectNode stamped(ObjectNode object) {
        version++;
        ObjectNode stored = object.deepCopy();
        Meta.of(stored).put("resourceVersion", Long.toString(version));
        return stored;
    }

    private void record(ObjectEvent change) {
        window.put(change.version(), change);
        while (window.size() > windowSize) {
            forgotten = window.pollFirstEntry().getKey();
        }
        changed.signalAll();
    }

    private Map<ObjectKey, ObjectNode> ofType(ResourceType type) {
        return objects.computeIfAbsent(type, missing -> new TreeMap<>(BY_PLACE));
    }
}
