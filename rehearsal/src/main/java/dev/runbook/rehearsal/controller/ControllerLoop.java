package dev.runbook.rehearsal.controller;

import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.ApiTime;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.behaviour.Behaviour;
import dev.runbook.rehearsal.registry.Registry;
import dev.runbook.rehearsal.store.ObjectEvent;
import dev.runbook.rehearsal.store.Store;
import dev.runbook.rehearsal.time.SimulatedTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The one thread that runs all reconcilers: woken by changes of the store, or by the time one asked for. */
public final class ControllerLoop {
    private static final System.Logger LOG = System.getLogger(ControllerLoop.class.getName());
    private static final Duration AGAIN_AFTER_REFUSAL = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final Store store;
    private final ControllerContext world;
    private final List<Reconciler> reconcilers;
    private final SimulatedTime time;
    private final Map<WorkItem, Duration> due = new LinkedHashMap<>();
    private final Map<WorkItem, Duration> refused = new HashMap<>();
    private long cursor;
    private volatile long settledAt = -1;

    /** One object that one reconciler is to look at. */
    private record WorkItem(Reconciler reconciler, ObjectKey key) {}

    private ControllerLoop(Registry registry, Supplier<Behaviour> behaviour, Set<String> copied) {
        this.store = registry.store();
        this.time = store.time();
        this.world = new ControllerContext(registry, behaviour, copied);
        this.reconcilers = List.of(
                new NamespaceController(world),
                new PodController(world),
                new ReplicaSetController(world),
                new DeploymentController(world),
                new StatefulSetController(world),
                new DaemonSetController(world),
                new JobController(world),
                new ClaimController(world),
                new LoadBalancerController(world),
                new IngressController(world),
                new DefinitionController(world),
                new QuotaController(world),
                new TokenController(world),
                new ApiServiceController(world),
                new DisruptionBudgetController(world),
                new CopiedFinalizers(world),
                new GarbageCollector(world));
    }

    /**
     * Starts the thread; it ends when the store is closed.
     *
     * @param copied the UIDs of what was copied from a live cluster
     */
    public static ControllerLoop start(Registry registry, Supplier<Behaviour> behaviour, Set<String> copied) {
        ControllerLoop loop = new ControllerLoop(registry, behaviour, copied);
        Thread.ofVirtual()
                .name("rehearsal-controllers")
                .start(() -> ScopedValue.where(ApiTime.SOURCE, registry.store().time())
                        .run(loop::run));
        return loop;
    }

    /** Whether nothing is left to do until more time has passed. */
    public boolean isSettled() {
        return settledAt == store.version();
    }

    private void run() {
        try {
            while (!store.isClosed()) {
                readChanges();
                Optional<Duration> rest = workThroughWhatIsDue();
                long seen = cursor;
                if (rest.isPresent()) {
                    store.awaitEvent(seen, rest.get(), () -> settledAt = seen);
                } else {
                    settledAt = seen;
                    store.await(seen, LONGEST_REST);
                }
                settledAt = -1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readChanges() {
        try {
            for (ObjectEvent change : store.since(cursor)) {
                cursor = change.version();
                note(change);
            }
        } catch (ApiError expired) {
            cursor = store.version();
            noteEverything();
        }
    }

    private void note(ObjectEvent change) {
        for (Reconciler reconciler : reconcilers) {
            for (ObjectKey key : reconciler.concernedBy(change)) {
                due.put(new WorkItem(reconciler, key), time.elapsed());
            }
        }
        if (change.kind() == ObjectEvent.EventType.DELETED) {
            world.since().forget(Meta.uid(change.after()));
        }
    }

    private void noteEverything() {
        for (ResourceType type : world.registry().types().all()) {
            store.list(type, "").objects().forEach(object -> {
                ObjectKey key = type.key(Meta.namespace(object), Meta.name(object));
                note(new ObjectEvent(cursor, ObjectEvent.EventType.ADDED, key, null, object));
            });
        }
    }

    /** Returns how long nothing more is due; empty while nothing is. */
    private Optional<Duration> workThroughWhatIsDue() {
        Duration now = time.elapsed();
        List<WorkItem> ready = due.entrySet().stream()
                .filter(entry -> entry.getValue().compareTo(now) <= 0)
                .map(Map.Entry::getKey)
                .toList();
        for (WorkItem work : ready) {
            due.remove(work);
            again(work).ifPresent(after -> due.put(work, time.elapsed().plus(after)));
        }
        Duration end = time.elapsed();
        return due.values().stream().map(at -> at.minus(end)).min(Duration::compareTo);
    }

    private Optional<Duration> again(WorkItem work) {
        try {
            Optional<Duration> later = work.reconciler().reconcile(work.key());
            refused.remove(work);
            return later;
        } catch (ApiError refusal) {
            // The object went or changed between reading and writing: the change itself brings it back here, and
            // anything else is tried again as a real controller does.
            if (refusal.code() == 404) {
                return Optional.empty();
            }
            return Optional.of(refused.merge(work, AGAIN_AFTER_REFUSAL, ControllerLoop::longer));
        } catch (RuntimeException bug) {
            // One object that a controller cannot handle must not stop the life of all others.
            LOG.log(System.Logger.Level.ERROR, "the controllers leave " + work.key() + " as it is", bug);
            return Optional.empty();
        }
    }

    private static Duration longer(Duration pause, Duration first) {
        Duration twice = pause.plus(pause);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}
