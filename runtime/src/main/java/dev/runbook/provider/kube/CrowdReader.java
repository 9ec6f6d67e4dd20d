package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.port.NamespacedKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For one look at many objects: from so many of a kind in a namespace on, all of them are read at once, which costs a server and us
 * less than each by itself. Can be used by several threads.
 */
public final class CrowdReader implements ClusterReader {
    private static final int CROWD = 20;

    private final ClusterReader reader;
    private final Map<NamespacedKind, Crowd> crowds = new HashMap<>();

    public CrowdReader(ClusterReader reader) {
        this.reader = reader;
    }

    /** The objects of one kind in one namespace. */
    private final class Crowd {
        private final NamespacedKind place;
        private int alone;
        private boolean unlistable;
        private Optional<Map<String, KubeObject>> all = Optional.empty();

        Crowd(NamespacedKind place) {
            this.place = place;
        }

        synchronized void isExpected() {
            alone = CROWD;
        }

        /** All of them, where it is worth it; those who ask meanwhile wait for it. */
        synchronized Optional<Map<String, KubeObject>> listed() throws InterruptedException {
            if (all.isEmpty() && !unlistable && ++alone > CROWD) {
                try {
                    Map<String, KubeObject> byName = new HashMap<>();
                    reader.list(place.kind(), place.namespace(), selector())
                            .forEach(object -> byName.put(object.name(), object));
                    all = Optional.of(byName);
                } catch (Failed refused) {
                    // An account that may read some objects by their names, and may not list, is common enough.
                    if (refused.failure().kind() != FailureClass.Forbidden) {
                        throw refused;
                    }
                    unlistable = true;
                }
            }
            return all;
        }

        /** Helm keeps each revision of each release in a Secret, with its whole chart: those are left out. */
        private String selector() {
            return isPartial() ? "owner!=helm" : "";
        }

        boolean isPartial() {
            return place.kind().plural().equals("secrets");
        }
    }

    /** To be told how many of a kind in a namespace will be asked for: of many, none is read by itself first. */
    void expect(NamespacedKind place, int count) {
        if (count > CROWD) {
            crowd(place).isExpected();
        }
    }

    private Crowd crowd(NamespacedKind place) {
        synchronized (crowds) {
            return crowds.computeIfAbsent(place, Crowd::new);
        }
    }

    @Override
    public Optional<KubeObject> get(Kind kind, String namespace, String name) throws InterruptedException {
        Crowd crowd = crowd(new NamespacedKind(kind, kind.namespaced() ? namespace : ""));
        Optional<Map<String, KubeObject>> all = crowd.listed();
        Optional<KubeObject> found = all.map(byName -> byName.get(name));
        return found.isPresent() || (all.isPresent() && !crowd.isPartial()) ? found : reader.get(kind, namespace, name);
    }

    @Override
    public List<KubeObject> list(Kind kind, String namespace, String labels) throws InterruptedException {
        return reader.list(kind, namespace, labels);
    }

    @Override
    public List<String> events(String namespace, String name, String uid) throws InterruptedException {
        return reader.events(namespace, name, uid);
    }

    @Override
    public Kind kind(String written) throws InterruptedException {
        return reader.kind(written);
    }

    @Override
    public Optional<Kind> kind(String apiVersion, String kind) throws InterruptedException {
        return reader.kind(apiVersion, kind);
    }

    @Override
    public List<Kind> customKinds() throws InterruptedException {
        return reader.customKinds();
    }

    @Override
    public boolean hasConditions(Kind kind) throws InterruptedException {
        return reader.hasConditions(kind);
    }

    @Override
    public Duration ahead() {
        return reader.ahead();
    }
}
