package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.Cluster;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Observer.Pending;
import dev.runbook.provider.Call;
import dev.runbook.provider.Progress;
import dev.runbook.provider.World;
import dev.runbook.provider.kube.AgeText;
import dev.runbook.provider.kube.ClusterTime;
import dev.runbook.provider.kube.NotReadyObjects;
import dev.runbook.provider.kube.ReleaseManifest;
import dev.runbook.provider.kube.ReleaseManifest.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a helm that is at work on a release is still waiting for, seen from beside it: which revision it works on, its
 * record says, and that it has given up on one, too. Used by one thread.
 */
public final class ReleaseProgress implements Progress {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private static final String AT_WORK = ",status in (pending-install,pending-upgrade,pending-rollback,uninstalling)";

    private final ReleaseWait wait;
    private final String namespace;
    private final NotReadyObjects objects;
    /** By their numbers, and that of one that is taken back again apart, in the order in which helm came by them. */
    private final Map<String, RevisionState> revisions = new LinkedHashMap<>();

    private final Set<String> closed = new HashSet<>();
    private final Map<String, Duration> unknown = new HashMap<>();

    /** A revision that helm works on, or has worked on: its objects, and what was not ready when it was last looked at. */
    private static final class RevisionState {
        private final List<Listed> hooks;
        private final List<Listed> objects;
        private final Instant began;
        private List<Pending> last = List.of();
        private List<Pending> lastSome = List.of();

        RevisionState(List<Listed> hooks, List<Listed> objects, Instant began) {
            this.hooks = hooks;
            this.objects = objects;
            this.began = began;
        }

        /** When helm gives up and takes back what it made, its record can come to us later than that. */
        Pending beforeItWasDeleted(Pending now) {
            return now.state().startsWith("Terminating")
                    ? last.stream()
                            .filter(before -> before.resource().equals(now.resource()))
                            .findFirst()
                            .orElse(now)
                    : now;
        }
    }

    /** What a call of helm waits for; every change of a release waits for its hooks. */
    static Optional<Progress> of(Call call, String release) {
        ReleaseWait wait = ReleaseWait.of(call, release);
        String home = wait.namespace().isEmpty() ? call.client(Cluster.class).defaultNamespace() : wait.namespace();
        return Optional.of(new ReleaseProgress(wait, home));
    }

    /** @param namespace of the release */
    public ReleaseProgress(ReleaseWait wait, String namespace) {
        this.wait = wait;
        this.namespace = namespace;
        this.objects = new NotReadyObjects();
    }

    @Override
    public String what() {
        return "release " + wait.release();
    }

    /** What is not ready now; nothing while helm is not known to work on the release. Can throw {@link Failed}. */
    @Override
    public List<Pending> look(World world) throws InterruptedException {
        Optional<KubeObject> record = record(world.client(ClusterReader.class));
        if (record.isEmpty()) {
            return List.of();
        }
        RevisionState revision = revisions.computeIfAbsent(
                text(record.get(), "version") + " " + text(record.get(), "status"),
                phase -> revision(record.get(), world));
        boolean going = text(record.get(), "status").equals("uninstalling");
        List<Pending> pending = new ArrayList<>();
        for (Listed listed : revision.hooks) {
            Optional<KubeObject> hook = read(world, listed);
            // One of the same name that an earlier operation has left says nothing of this one.
            if (hook.isPresent() && (going || !made(hook.get()).isBefore(revision.began))) {
                objects.unfinished(world, hook.get(), revision.began).ifPresent(pending::add);
            }
        }
        for (Listed listed : revision.objects) {
            Optional<KubeObject> object = read(world, listed);
            if (object.isEmpty()) {
                continue;
            }
            if (going) {
                NotReadyObjects.leaving(world, object.get()).ifPresent(pending::add);
            } else {
                objects.notReady(world, object.get(), revision.began)
                        .map(revision::beforeItWasDeleted)
                        .ifPresent(pending::add);
            }
        }
        // What says why comes first: the rest mostly waits for it.
        pending.sort(Comparator.comparing(one -> one.detail().isEmpty()));
        revision.last = List.copyOf(pending);
        revision.lastSome = pending.isEmpty() ? revision.lastSome : revision.last;
        return revision.last;
    }

    /**
     * What was not ready when helm gave up on the first revision that it worked on. Helm may look a moment earlier than
     * we do, so where it says that something was not ready, what was seen before counts.
     */
    @Override
    public List<Pending> atTheEnd(boolean helmSaysSo) {
        return revisions.values().stream()
                .map(revision -> helmSaysSo ? revision.lastSome : revision.last)
                .filter(pending -> !pending.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    @Override
    public Failure explained(Failure failure, List<Pending> notReady) {
        return NotReadyCause.of(failure, notReady);
    }

    private Optional<KubeObject> record(ClusterReader cluster) throws InterruptedException {
        Optional<ClusterReader.Kind> secret = cluster.kind("v1", "Secret");
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        return cluster.list(secret.get(), namespace, "owner=helm,name=" + wait.release() + AT_WORK).stream()
                .filter(record -> text(record, "version").matches("\\d{1,9}"))
                .max(Comparator.comparingInt(record -> Integer.parseInt(text(record, "version"))));
    }

    private RevisionState revision(KubeObject record, World world) {
        Optional<StoredRelease> stored = StoredRelease.of(record);
        List<Listed> hooks = new ArrayList<>();
        stored.ifPresent(release -> release.hooks().forEach(hook -> hooks.addAll(listed(hook))));
        return new RevisionState(
                hooks,
                wait.objects()
                        ? stored.map(release -> listed(release.manifest())).orElse(List.of()).stream()
                                .filter(NotReadyObjects::counts)
                                .filter(listed -> wait.jobs() || !listed.kind().equals("Job"))
                                .toList()
                        : List.of(),
                AgeText.moment(record.text("metadata", "creationTimestamp").orElse(""))
                        .orElse(ClusterTime.now(world)));
    }

    private static List<Listed> listed(String manifest) {
        try {
            return ReleaseManifest.parse(manifest);
        } catch (ReleaseManifest.ManifestException broken) {
            return List.of();
        }
    }

    private Optional<KubeObject> read(World world, Listed listed) throws InterruptedException {
        Optional<Kind> kind = kind(world, listed);
        String home = listed.namespace().isEmpty() ? namespace : listed.namespace();
        String place = listed.apiVersion() + " " + listed.kind() + " " + home;
        if (kind.isEmpty() || closed.contains(place)) {
            return Optional.empty();
        }
        try {
            return world.client(ClusterReader.class).get(kind.get(), home, listed.name());
        } catch (Failed failed) {
            if (failed.failure().kind() != FailureClass.Forbidden) {
                throw failed;
            }
            // Helm may need less than we do here: what may not be read is not asked for again.
            closed.add(place);
            return Optional.empty();
        }
    }

    /** A kind that the server does not have is asked for again, but not at every look. */
    private Optional<Kind> kind(World world, Listed listed) throws InterruptedException {
        String name = listed.apiVersion() + " " + listed.kind();
        Duration now = world.client(Clock.class).elapsed();
        if (unknown.containsKey(name) && now.minus(unknown.get(name)).compareTo(ASK_AGAIN) < 0) {
            return Optional.empty();
        }
        Optional<Kind> kind = world.client(ClusterReader.class).kind(listed.apiVersion(), listed.kind());
        if (kind.isEmpty()) {
            unknown.put(name, now);
        }
        return kind;
    }

    private static Instant made(KubeObject object) {
        return AgeText.moment(object.text("metadata", "creationTimestamp").orElse(""))
                .orElse(Instant.MIN);
    }

    private static String text(KubeObject record, String label) {
        return record.text("metadata", "labels", label).orElse("");
    }
}
