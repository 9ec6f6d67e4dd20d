package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the garbage collector does when some objects go: it takes what names owners, none of which is there any longer.
 * Owners are looked up from what they own, so that they may be of any kind.
 */
final class GarbageCollection {
    /** What becomes of an owner. */
    private enum Fate {
        STAYS,
        GOES,
        /** It was gone before. */
        ABSENT
    }

    private record Home(Kind kind, String namespace) {}

    private final ClusterReader cluster;
    /** By UID: the objects that go, and the owners that turned out to go with them. */
    private final Map<String, KubeObject> going = new HashMap<>();

    private final Map<String, Fate> fates = new HashMap<>();
    private final Map<Home, Optional<List<KubeObject>>> listed = new HashMap<>();
    private final Set<String> unlisted = new LinkedHashSet<>();

    /**
     * When some objects go.
     *
     * @param orphaning those of them that nothing names as its owner any longer when they go
     */
    GarbageCollection(ClusterReader cluster, Collection<KubeObject> gone, Collection<KubeObject> orphaning) {
        this.cluster = cluster;
        gone.forEach(object -> {
            going.put(object.uid(), object);
            fates.put(object.uid(), Fate.GOES);
        });
        orphaning.forEach(object -> {
            going.remove(object.uid());
            fates.put(object.uid(), Fate.ABSENT);
        });
    }

    /** The owner with which the object goes; empty when it stays. */
    Optional<KubeObject> taking(KubeObject object) throws InterruptedException {
        if (fate(object) != Fate.GOES) {
            return Optional.empty();
        }
        return Ownership.owners(object).stream()
                .filter(going::containsKey)
                .findFirst()
                .map(going::get);
    }

    /** The kinds of owners that may not be listed, in words. */
    Set<String> unlisted() {
        return unlisted;
    }

    private Fate fate(KubeObject object) throws InterruptedException {
        boolean goes = false;
        List<Owner> owners = Owner.of(object);
        for (Owner owner : owners) {
            switch (fate(owner, object.namespace())) {
                case STAYS -> {
                    return Fate.STAYS;
                }
                case GOES -> goes = true;
                case ABSENT -> {
                    // It keeps nothing from going.
                }
            }
        }
        return goes ? Fate.GOES : owners.isEmpty() ? Fate.STAYS : Fate.ABSENT;
    }

    private Fate fate(Owner owner, String namespace) throws InterruptedException {
        Fate known = fates.get(owner.uid());
        if (known != null) {
            return known;
        }
        // Of owners in a circle, none goes by itself.
        fates.put(owner.uid(), Fate.STAYS);
        Optional<Kind> kind = cluster.kind(owner.apiVersion(), owner.kind());
        Optional<List<KubeObject>> all = kind.isPresent() ? all(kind.get(), namespace) : Optional.empty();
        Fate fate = Fate.STAYS;
        if (all.isPresent()) {
            Optional<KubeObject> live = all.get().stream()
                    .filter(one -> one.uid().equals(owner.uid()))
                    .findFirst();
            fate = live.isPresent() ? fate(live.get()) : Fate.ABSENT;
            if (fate == Fate.GOES) {
                live.ifPresent(one -> going.put(one.uid(), one));
            }
        }
        fates.put(owner.uid(), fate);
        return fate;
    }

    /** Those of a kind; empty where they may not be listed. */
    private Optional<List<KubeObject>> all(Kind kind, String namespace) throws InterruptedException {
        Home home = new Home(kind, kind.namespaced() ? namespace : "");
        Optional<List<KubeObject>> known = listed.get(home);
        if (known == null) {
            known = list(home);
            listed.put(home, known);
        }
        return known;
    }

    private Optional<List<KubeObject>> list(Home home) throws InterruptedException {
        try {
            return Optional.of(cluster.list(home.kind(), home.namespace(), ""));
        } catch (Failed failed) {
            if (failed.failure().kind() != FailureClass.Forbidden) {
                throw failed;
            }
            unlisted.add(
                    home.kind().plural() + (home.namespace().isEmpty() ? "" : " in namespace " + home.namespace()));
            return Optional.empty();
        }
    }

    /** One of the owners that an object names. */
    private record Owner(String apiVersion, String kind, String uid) {
        static List<Owner> of(KubeObject object) {
            return object.at("metadata", "ownerReferences").orElse(List.of()) instanceof List<?> references
                    ? references.stream()
                            .filter(Map.class::isInstance)
                            .map(Map.class::cast)
                            .map(one -> new Owner(text(one, "apiVersion"), text(one, "kind"), text(one, "uid")))
                            .toList()
                    : List.of();
        }

        private static String text(Map<?, ?> reference, String field) {
            Object value = reference.get(field);
            return value instanceof String text ? text : "";
        }
    }
}
