package dev.runbook.rehearsal.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.live.ReadOnlyServer.ReadRefused;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/** Reads from a live cluster, a part at a time, what a rehearsal begins with. */
public final class ClusterCopier implements AutoCloseable {
    /** What only tells of the past, or is worked out anew whenever it is asked for. */
    private static final Set<String> LEFT_OUT = Set.of("events", "events.events.k8s.io", "componentstatuses");

    private static final String OWN_RECORDS = "owner=helm";

    private final ReadOnlyServer server;
    private final boolean secrets;
    private final ParallelReads reads = new ParallelReads();
    private final MissingParts missing = new MissingParts();
    private final ObjectNode version;
    private final List<ServedKind> kinds;
    private final Map<ObjectKey, ObjectNode> objects = new LinkedHashMap<>();
    private final Set<ResourceType> read = new HashSet<>();
    private final Set<String> namespaces = new LinkedHashSet<>();

    /**
     * Asks the server which kinds it serves.
     *
     * @param secrets whether Secrets are copied besides helm's own records
     * @throws IOException when it does not tell
     */
    public ClusterCopier(LiveServer live, boolean secrets) throws IOException, InterruptedException {
        this.server = new ReadOnlyServer(live);
        this.secrets = secrets;
        try {
            this.version = server.get("/version");
            this.kinds = new ServedKinds(server).all(reads, missing);
        } catch (ReadRefused refused) {
            reads.close();
            throw new IOException("what the API serves: " + refused.getMessage(), refused);
        } catch (InterruptedException stopped) {
            reads.close();
            throw stopped;
        }
    }

    /** A kind in a namespace, or in the whole cluster when that is empty. */
    private record KindInNamespace(ServedKind kind, String namespace) {}

    /** What belongs to no namespace. */
    public void copyClusterScoped() throws InterruptedException {
        copy(kinds().filter(kind -> !kind.type().namespaced())
                .map(kind -> new KindInNamespace(kind, ""))
                .toList());
    }

    /** All that some namespaces hold. */
    public void copyNamespaces(Collection<String> names) throws InterruptedException {
        List<KindInNamespace> parts = new ArrayList<>();
        for (String name : names) {
            if (namespaces.add(name)) {
                kinds().filter(kind -> kind.type().namespaced())
                        .forEach(kind -> parts.add(new KindInNamespace(kind, name)));
            }
        }
        copy(parts);
    }

    /** The objects of a kind in all namespaces. */
    public void copyEverywhere(String group, String plural) throws InterruptedException {
        copy(kinds().filter(kind -> kind.type().group().equals(group)
                        && kind.type().plural().equals(plural))
                .map(kind -> new KindInNamespace(kind, ""))
                .toList());
    }

    /** One object, if it is there; and the namespace that it is in. */
    public void copyObject(String apiVersion, String kind, String namespace, String name) throws InterruptedException {
        Optional<ServedKind> served = kinds.stream()
                .filter(one -> one.type().apiVersion().equals(apiVersion)
                        && one.type().kind().equals(kind))
                .findFirst();
        if (served.isEmpty() || namespaces.contains(namespace)) {
            return;
        }
        try {
            add(served.get().type(), server.get(served.get().path(namespace) + "/" + name));
        } catch (ReadRefused refused) {
            if (!refused.isMissing()) {
                missing.add(kind.toLowerCase(Locale.ROOT) + "/" + name, namespace, refused);
            }
        }
    }

    /** Whether a kind, such as {@code deployments.apps}, could not be copied from a namespace. */
    public boolean lacks(String kind, String namespace) {
        return missing.has(kind, namespace);
    }

    /** What has been copied so far. */
    public ClusterCopy copy() {
        return new ClusterCopy(
                version,
                kinds.stream().map(ServedKind::type).toList(),
                settled(),
                read,
                missing.sentences(),
                Instant.now());
    }

    /** Each kind once, in the version that the rehearsal's cluster keeps or else the server prefers. */
    private Stream<ServedKind> kinds() {
        Map<ResourceType, ServedKind> chosen = new LinkedHashMap<>();
        for (ServedKind kind : kinds) {
            boolean kept = kind.type().group().equals("autoscaling")
                    && kind.type().version().equals("v2");
            if (kept || !chosen.containsKey(kind.type())) {
                chosen.put(kind.type(), kind);
            }
        }
        return chosen.values().stream()
                .filter(kind -> kind.listed() && !LEFT_OUT.contains(kind.type().qualifiedPlural()));
    }

    private void copy(List<KindInNamespace> parts) throws InterruptedException {
        List<List<ObjectNode>> lists = reads.all(parts, this::list);
        for (int i = 0; i < parts.size(); i++) {
            ResourceType type = parts.get(i).kind().type();
            lists.get(i).forEach(object -> add(type, object));
        }
    }

    private List<ObjectNode> list(KindInNamespace part) throws InterruptedException {
        ResourceType type = part.kind().type();
        String path = part.kind().path(part.namespace());
        try {
            String labels = type.is("", "Secret") && !secrets ? OWN_RECORDS : "";
            List<ObjectNode> items = server.list(path, labels);
            synchronized (read) {
                read.add(type);
            }
            return items;
        } catch (ReadRefused refused) {
            if (!refused.isMissing()) {
                missing.add(type.qualifiedPlural(), part.namespace(), refused);
            }
            return List.of();
        }
    }

    private void add(ResourceType type, ObjectNode object) {
        object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        objects.put(type.key(Meta.namespace(object), Meta.name(object)), object);
    }

    /** Volumes of other namespaces are nobody's here. */
    private SequencedMap<ObjectKey, ObjectNode> settled() {
        LinkedHashMap<ObjectKey, ObjectNode> kept = new LinkedHashMap<>(objects);
        kept.entrySet().removeIf(one -> {
            String claimed = JsonTrees.text(one.getValue(), "spec", "claimRef", "namespace");
            return one.getKey().type().is("", "PersistentVolume")
                    && !claimed.isEmpty()
                    && !namespaces.contains(claimed);
        });
        return kept;
    }

    @Override
    public void close() {
        reads.close();
    }
}
