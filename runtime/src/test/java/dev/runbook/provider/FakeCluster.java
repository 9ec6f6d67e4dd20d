package dev.runbook.provider;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Permission;
import dev.runbook.port.Right;
import dev.runbook.provider.kube.CustomKinds;
import dev.runbook.provider.kube.Yaml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A cluster of a few objects that a test writes down; a selector is matched against the labels as one text. */
public final class FakeCluster implements ClusterReader, ClusterWriter {
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            kind("v1", "Service", "services"),
            kind("v1", "Pod", "pods"),
            kind("v1", "Secret", "secrets"),
            kind("v1", "ConfigMap", "configmaps"),
            kind("apps/v1", "Deployment", "deployments"),
            kind("apps/v1", "ReplicaSet", "replicasets"),
            kind("v1", "PersistentVolumeClaim", "persistentvolumeclaims"),
            kind("snapshot.storage.k8s.io/v1", "VolumeSnapshot", "volumesnapshots"),
            kind("batch/v1", "Job", "jobs"),
            kind("example.com/v1", "Thing", "things"),
            kind("apps/v1", "StatefulSet", "statefulsets"),
            kind("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies"),
            Map.entry("persistentvolume", new Kind("v1", "PersistentVolume", "persistentvolumes", false)),
            Map.entry(
                    "customresourcedefinition",
                    new Kind(
                            "apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions", false)),
            kind("batch/v1", "CronJob", "cronjobs"),
            kind("networking.k8s.io/v1", "Ingress", "ingresses"),
            Map.entry("storageclass", new Kind("storage.k8s.io/v1", "StorageClass", "storageclasses", false)),
            Map.entry("apiservice", new Kind("apiregistration.k8s.io/v1", "APIService", "apiservices", false)),
            Map.entry("namespace", new Kind("v1", "Namespace", "namespaces", false)));

    private final List<KubeObject> objects = new ArrayList<>();
    public final List<String> changes = new ArrayList<>();
    public Optional<Failure> refuses = Optional.empty();
    /** What every question meets; empty when the cluster answers. */
    public Optional<Failure> silence = Optional.empty();
    /** Rights that the account lacks, in words; of every other one it is told that it is given. */
    public final Set<String> lacks = new HashSet<>();

    /** Kinds of which the account may get no object. */
    public final Set<String> unreadable = new HashSet<>();

    /** Events by the name of what they are about. */
    public final Map<String, List<String>> said = new LinkedHashMap<>();

    public int eventsAsked;

    /** Kinds whose schema has conditions. */
    public final Set<String> withConditions = new HashSet<>();

    public final List<Right> askedFor = new ArrayList<>();

    private static Map.Entry<String, Kind> kind(String apiVersion, String name, String plural) {
        return Map.entry(name.toLowerCase(java.util.Locale.ROOT), new Kind(apiVersion, name, plural, true));
    }

    /** Adds an object; one of the same kind and name gives way. */
    public FakeCluster has(String yaml) {
        KubeObject object = Yaml.object(yaml);
        objects.removeIf(o -> o.kind().equals(object.kind()) && o.name().equals(object.name()));
        objects.add(object);
        return this;
    }

    public void loses(String name) {
        objects.removeIf(o -> o.name().equals(name));
    }

    @Override
    public boolean hasConditions(Kind kind) {
        return withConditions.contains(kind.name());
    }

    @Override
    public Optional<KubeObject> get(Kind kind, String namespace, String name) {
        answer();
        if (unreadable.contains(kind.name())) {
            throw new Failed(Failure.of(FailureClass.Forbidden, "this account may not get " + kind.plural()));
        }
        return objects.stream()
                .filter(o -> o.kind().equals(kind.name()) && o.name().equals(name))
                .filter(o -> !kind.namespaced() || o.namespace().equals(namespace))
                .findFirst();
    }

    @Override
    public List<KubeObject> list(Kind kind, String namespace, String labels) {
        answer();
        return objects.stream()
                .filter(o -> o.kind().equals(kind.name())
                        && (namespace.isEmpty() || o.namespace().equals(namespace)))
                .filter(o -> labels.isEmpty() || labels(o).equals(labels) || among(o, labels))
                .toList();
    }

    /** Whether a selector with {@code in (a,b)} among its terms holds. */
    private static boolean among(KubeObject object, String selector) {
        return selector.contains(" in (")
                && Pattern.compile("(\\w+)(?:=| in \\()([^,()]+(?:,[^=()]+(?=\\)))?)")
                        .matcher(selector)
                        .results()
                        .allMatch(term -> List.of(term.group(2).split(",", -1))
                                .contains(object.text("metadata", "labels", term.group(1))
                                        .orElse("")));
    }

    private void answer() {
        silence.ifPresent(failure -> {
            throw new Failed(failure);
        });
    }

    private static String labels(KubeObject object) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (object.at("metadata", "labels").orElse(Map.of()) instanceof Map<?, ?> map) {
            map.forEach((k, v) -> labels.put(String.valueOf(k), String.valueOf(v)));
        }
        return String.join(
                ",",
                labels.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
    }

    @Override
    public List<String> events(String namespace, String name, String uid) {
        answer();
        eventsAsked++;
        return said.getOrDefault(name, List.of());
    }

    @Override
    public List<Kind> customKinds() {
        return KINDS.values().stream()
                .filter(kind -> CustomKinds.have(kind.apiVersion()))
                .toList();
    }

    @Override
    public Kind kind(String written) {
        return Optional.ofNullable(KINDS.get(
                        written.substring(written.lastIndexOf('/') + 1).toLowerCase(java.util.Locale.ROOT)))
                .orElseThrow(() -> new Failed(Failure.of(FailureClass.CommandFailed, "no kind " + written)));
    }

    @Override
    public Optional<Kind> kind(String apiVersion, String kind) {
        return KINDS.values().stream()
                .filter(k -> k.apiVersion().equals(apiVersion) && k.name().equals(kind))
                .findFirst();
    }

    @Override
    public void patch(ResourceId object, String subresource, Map<String, Object> patch) {
        refuse();
        changes.add("patch " + object.shortName() + (subresource.isEmpty() ? "" : "/" + subresource) + " " + patch);
    }

    @Override
    public void create(Kind kind, String namespace, Map<String, Object> object) {
        refuse();
        changes.add("create " + kind.name() + " in " + namespace + " " + new TreeMap<>(object));
    }

    @Override
    public void apply(Kind kind, String namespace, String name, String manifest) {
        changes.add("apply " + kind.name() + " " + name);
    }

    @Override
    public KubeObject applied(Kind kind, String namespace, String name, String manifest) {
        refuse();
        return Yaml.object(manifest);
    }

    @Override
    public boolean delete(ResourceId object, Cascade cascade) {
        refuse();
        changes.add("delete " + object.shortName() + " " + object.uid());
        return objects.removeIf(o -> o.uid().equals(object.uid()));
    }

    @Override
    public Map<Right, Permission> may(Collection<Right> rights) {
        askedFor.addAll(rights);
        Map<Right, Permission> answers = new LinkedHashMap<>();
        rights.forEach(right ->
                answers.put(right, lacks.contains(right.words()) ? new Permission.Denied() : new Permission.Allowed()));
        return answers;
    }

    private void refuse() {
        refuses.ifPresent(failure -> {
            throw new Failed(failure);
        });
    }
}
