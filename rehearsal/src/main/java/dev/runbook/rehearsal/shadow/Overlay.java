package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What was written in the shadow. Trees that it holds are never changed in place. */
final class Overlay {
    /** Far above what a server has counted up to, and still a number as clients expect one. */
    private static final long FIRST_VERSION = 4_000_000_000_000_000L;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<OverlayKey, ObjectState> entries = new TreeMap<>(Comparator.comparing(OverlayKey::group)
            .thenComparing(OverlayKey::plural)
            .thenComparing(OverlayKey::namespace)
            .thenComparing(OverlayKey::name));
    private final Map<String, List<ObjectNode>> formers = new HashMap<>();
    private final Set<String> goneUids = new HashSet<>();
    private final List<OverlayEvent> changes = new ArrayList<>();
    private boolean closed;

    /** What the server has under the name of an entry. */
    enum Backing {
        /** Nothing: the object is only here. */
        NONE,
        /** The object itself, in an older state. */
        SAME,
        /** Another object, which was deleted here. */
        DELETED
    }

    /** What became of an object. */
    sealed interface ObjectState {
        Backing backing();

        /** It is there, in this state. */
        record StoredObject(ObjectNode object, Backing backing) implements ObjectState {}

        /** It was deleted here. */
        record DeletedObject() implements ObjectState {
            @Override
            public Backing backing() {
                return Backing.DELETED;
            }
        }
    }

    /** One write, for watches. */
    record OverlayEvent(long version, OverlayKey key, String type, ObjectNode object) {}

    /** The same objects, written to by nobody else. */
    Overlay copy() {
        Overlay copy = new Overlay();
        lock.lock();
        try {
            copy.entries.putAll(entries);
            formers.forEach((kind, gone) -> copy.formers.put(kind, new ArrayList<>(gone)));
            copy.goneUids.addAll(goneUids);
            copy.changes.addAll(changes);
            return copy;
        } finally {
            lock.unlock();
        }
    }

    Optional<ObjectState> get(OverlayKey key) {
        lock.lock();
        try {
            return Optional.ofNullable(entries.get(key));
        } finally {
            lock.unlock();
        }
    }

    /** Puts an object there, with the next version, and returns it so. */
    ObjectNode put(OverlayKey key, ObjectNode object, Backing backing) {
        lock.lock();
        try {
            boolean there = entries.get(key) instanceof ObjectState.StoredObject || backing == Backing.SAME;
            ObjectNode stored = object.deepCopy();
            long version = FIRST_VERSION + changes.size() + 1;
            Meta.of(stored).put("resourceVersion", Long.toString(version));
            entries.put(key, new ObjectState.StoredObject(stored, backing));
            changes.add(new OverlayEvent(version, key, there ? "MODIFIED" : "ADDED", stored));
            changed.signalAll();
            return stored;
        } finally {
            lock.unlock();
        }
    }

    /** Takes an object away; what it alone owned goes with it, unless it is to be left. */
    void delete(OverlayKey key, ObjectNode last, Backing backing, boolean orphan) {
        lock.lock();
        try {
            if (backing == Backing.NONE) {
                entries.remove(key);
            } else {
                entries.put(key, new ObjectState.DeletedObject());
                if (backing == Backing.SAME) {
                    formers.computeIfAbsent(key.group() + "/" + key.plural(), none -> new ArrayList<>())
                            .add(last);
                }
            }
            if (!orphan) {
                goneUids.add(Meta.uid(last));
            }
            changes.add(new OverlayEvent(FIRST_VERSION + changes.size() + 1, key, "DELETED", last));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The objects of a resource, in one namespace or in all when it is empty. */
    Map<OverlayKey, ObjectState> of(String group, String plural, String namespace) {
        lock.lock();
        try {
            Map<OverlayKey, ObjectState> found =
                    new TreeMap<>(Comparator.comparing(OverlayKey::namespace).thenComparing(OverlayKey::name));
            entries.forEach((key, entry) -> {
                if (key.isOf(group, plural)
                        && (namespace.isEmpty() || key.namespace().equals(namespace))) {
                    found.put(key, entry);
                }
            });
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** The objects of a resource that the server has and that were deleted here. */
    List<ObjectNode> deleted(String group, String plural) {
        lock.lock();
        try {
            return List.copyOf(formers.getOrDefault(group + "/" + plural, List.of()));
        } finally {
            lock.unlock();
        }
    }

    /** What was written here and has no other owner than the given one. */
    Map<OverlayKey, ObjectState.StoredObject> ownedBy(String uid) {
        lock.lock();
        try {
            Map<OverlayKey, ObjectState.StoredObject> owned = new LinkedHashMap<>();
            entries.forEach((key, entry) -> {
                if (entry instanceof ObjectState.StoredObject there) {
                    List<ObjectNode> owners = Meta.owners(there.object());
                    if (!owners.isEmpty()
                            && owners.stream()
                                    .allMatch(owner ->
                                            JsonTrees.text(owner, "uid").equals(uid))) {
                        owned.put(key, there);
                    }
                }
            });
            return owned;
        } finally {
            lock.unlock();
        }
    }

    boolean isGone(String uid) {
        lock.lock();
        try {
            return goneUids.contains(uid);
        } finally {
            lock.unlock();
        }
    }

    void markGone(String uid) {
        lock.lock();
        try {
            goneUids.add(uid);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the server does not have an object that is here. */
    boolean isNew(OverlayKey key) {
        return get(key).filter(Overlay::isNew).isPresent();
    }

    private static boolean isNew(ObjectState entry) {
        return entry instanceof ObjectState.StoredObject there && there.backing() != Backing.SAME;
    }

    /** Whether a text names an object that the server does not have, as its messages do: in quotes. */
    boolean namesNew(String text) {
        lock.lock();
        try {
            return entries.entrySet().stream()
                    .anyMatch(entry -> isNew(entry.getValue())
                            && text.contains('"' + entry.getKey().name() + '"'));
        } finally {
            lock.unlock();
        }
    }

    /** Whether something of these resources was written or deleted here, each as {@code GROUP/PLURAL}. */
    boolean touches(Set<String> resources) {
        lock.lock();
        try {
            return entries.keySet().stream().anyMatch(key -> resources.contains(key.group() + "/" + key.plural()));
        } finally {
            lock.unlock();
        }
    }

    boolean hasDeletions() {
        lock.lock();
        try {
            return !goneUids.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The version before anything was written here. */
    long firstVersion() {
        return FIRST_VERSION;
    }

    long version() {
        lock.lock();
        try {
            return FIRST_VERSION + changes.size();
        } finally {
            lock.unlock();
        }
    }

    List<OverlayEvent> since(long version) {
        lock.lock();
        try {
            int from = (int) Math.max(0, version - FIRST_VERSION);
            return List.copyOf(changes.subList(Math.min(from, changes.size()), changes.size()));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something was written after a version, the time is up or the shadow is closed; false when it is closed. */
    boolean await(long version, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (FIRST_VERSION + changes.size() <= version && left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
