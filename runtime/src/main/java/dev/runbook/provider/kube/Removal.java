package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Impact.Loss;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What goes when objects are deleted: they themselves, what is held by a definition or a namespace among them, and what
 * they own; and what of all that comes back by no install.
 */
public final class Removal {
    private final ClusterReader cluster;
    private final Map<String, KubeObject> going = new LinkedHashMap<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<String> costs = new ArrayList<>();
    private final Set<String> addresses = new HashSet<>();

    private Removal(ClusterReader cluster) {
        this.cluster = cluster;
    }

    /**
     * What goes with these objects.
     *
     * @param objects as they are in the cluster
     * @param owned whether what they own goes with them; what a definition or a namespace takes along takes its own in
     *     any case
     */
    public static Impact of(ClusterReader cluster, List<KubeObject> objects, boolean owned)
            throws InterruptedException {
        if (objects.isEmpty()) {
            return Impact.NONE;
        }
        Removal removal = new Removal(cluster);
        objects.forEach(object -> removal.going.put(object.uid(), object));
        for (KubeObject object : objects) {
            removal.lose(object);
        }
        removal.owned(objects, owned);
        return Impact.removing(
                objects.stream().map(KubeObject::id).toList(), removal.losses, List.copyOf(removal.costs));
    }

    /** What an object takes along by itself. */
    private void lose(KubeObject object) throws InterruptedException {
        switch (object.kind()) {
            case "PersistentVolumeClaim" -> add(object, claim(object));
            case "PersistentVolume" -> add(object, object.id().shortName());
            case "CustomResourceDefinition" -> definition(object);
            case "Namespace" -> namespace(object);
            default ->
                // A service and an ingress that it serves have the same one.
                Addresses.of(object).stream()
                        .filter(addresses::add)
                        .forEach(address -> costs.add(object.id().shortName() + " gives up its address " + address));
        }
    }

    private void add(KubeObject object, String words) {
        losses.add(new Loss(object.id(), words));
    }

    private String claim(KubeObject claim) throws InterruptedException {
        String name = claim.id().shortName();
        Optional<String> volume = claim.text("spec", "volumeName").filter(v -> !v.isEmpty());
        if (volume.isEmpty()) {
            return name;
        }
        Kind kind = cluster.kind("persistentvolume");
        try {
            Optional<String> policy =
                    cluster.get(kind, "", volume.get()).flatMap(v -> v.text("spec", "persistentVolumeReclaimPolicy"));
            if (policy.equals(Optional.of("Retain"))) {
                return name + " (its volume " + volume.get() + " is retained, bound to nothing)";
            }
        } catch (Failed failed) {
            if (failed.failure().kind() != FailureClass.Forbidden) {
                throw failed;
            }
        }
        return name + " and its volume " + volume.get();
    }

    /** The objects of a definition, in every namespace; none where they cannot be listed. */
    public static List<KubeObject> ofDefinition(ClusterReader cluster, KubeObject definition)
            throws InterruptedException {
        Removal removal = new Removal(cluster);
        removal.definition(definition);
        return List.copyOf(removal.going.values());
    }

    /** A definition takes every object of its kind, in every namespace. */
    private void definition(KubeObject definition) throws InterruptedException {
        String group = definition.text("spec", "group").orElse("");
        String kind = definition.text("spec", "names", "kind").orElse("");
        Optional<Kind> served = served(definition, group, kind);
        if (served.isEmpty()) {
            return;
        }
        List<KubeObject> objects;
        try {
            objects = cluster.list(served.get(), "", "");
        } catch (Failed failed) {
            add(
                    definition,
                    definition.id().shortName() + " with every " + kind + ", which could not be listed: "
                            + failed.failure().summary());
            return;
        }
        objects.forEach(object -> going.put(object.uid(), object));
        if (!objects.isEmpty()) {
            add(definition, definition.id().shortName() + " with " + KindCounts.of(objects));
        }
    }

    private Optional<Kind> served(KubeObject definition, String group, String kind) throws InterruptedException {
        if (definition.at("spec", "versions").orElse(List.of()) instanceof List<?> versions) {
            for (Object version : versions) {
                if (version instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("served"))) {
                    Optional<Kind> found = cluster.kind(group + "/" + map.get("name"), kind);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void namespace(KubeObject namespace) throws InterruptedException {
        List<KubeObject> inside = new ArrayList<>();
        Set<String> unlisted = new LinkedHashSet<>();
        for (Kind kind : StoredData.kinds(cluster)) {
            if (kind.namespaced()) {
                list(kind, namespace.name(), unlisted).stream()
                        .filter(object -> !going.containsKey(object.uid()) && StoredData.isSomebodys(object))
                        .forEach(inside::add);
            }
        }
        String words = namespace.id().shortName();
        if (!unlisted.isEmpty()) {
            add(
                    namespace,
                    words + " with all that is in it, of which could not be listed: " + String.join(", ", unlisted));
        } else if (!inside.isEmpty()) {
            add(namespace, words + " with " + KindCounts.of(inside));
        }
        inside.forEach(object -> going.put(object.uid(), object));
    }

    /** Follows the owners: the garbage collector takes what has no owner left. */
    private void owned(List<KubeObject> roots, boolean owned) throws InterruptedException {
        if (!owned && going.size() == roots.size()) {
            return;
        }
        Set<String> unlisted = new LinkedHashSet<>();
        GarbageCollection collection = new GarbageCollection(cluster, going.values(), owned ? List.of() : roots);
        for (Kind kind : StoredData.owned(cluster)) {
            for (String home : homes()) {
                for (KubeObject object : list(kind, home, unlisted)) {
                    Optional<KubeObject> owner =
                            going.containsKey(object.uid()) ? Optional.empty() : collection.taking(object);
                    if (owner.isPresent()) {
                        own(object, owner.get());
                    }
                }
            }
        }
        if (going.values().stream().anyMatch(object -> CustomKinds.have(object.apiVersion()))) {
            // Their controllers make objects of any kind.
            unlisted.addAll(collection.unlisted());
        }
        if (!unlisted.isEmpty() && !roots.isEmpty()) {
            losses.add(new Loss(
                    new ResourceId("", "", "", "", ""),
                    "what else they own, which could not be listed: " + String.join(", ", unlisted)));
        }
    }

    /** The namespaces of what they may own; all of them where a custom resource is in none. */
    private Set<String> homes() {
        boolean everywhere = going.values().stream()
                .anyMatch(object -> object.namespace().isEmpty() && CustomKinds.have(object.apiVersion()));
        return everywhere
                ? Set.of("")
                : going.values().stream()
                        .map(KubeObject::namespace)
                        .filter(home -> !home.isEmpty())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void own(KubeObject object, KubeObject owner) throws InterruptedException {
        String words = ", which " + owner.id().shortName() + " owns";
        if (object.kind().equals("PersistentVolumeClaim")) {
            add(object, claim(object) + words);
        } else if (StoredData.holds(object)) {
            add(object, object.id().shortName() + words);
        }
    }

    private List<KubeObject> list(Kind kind, String namespace, Set<String> unlisted) throws InterruptedException {
        try {
            return cluster.list(kind, namespace, "");
        } catch (Failed failed) {
            if (failed.failure().kind() != FailureClass.Forbidden) {
                throw failed;
            }
            unlisted.add(kind.plural() + (namespace.isEmpty() ? "" : " in namespace " + namespace));
            return List.of();
        }
    }
}
