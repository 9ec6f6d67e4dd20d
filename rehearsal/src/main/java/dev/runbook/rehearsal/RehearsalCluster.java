package dev.runbook.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.ApiTime;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.ResourceTypes;
import dev.runbook.rehearsal.behaviour.Behaviour;
import dev.runbook.rehearsal.controller.ControllerLoop;
import dev.runbook.rehearsal.http.ApiRequest;
import dev.runbook.rehearsal.http.ApiServer;
import dev.runbook.rehearsal.live.ClusterCopy;
import dev.runbook.rehearsal.registry.DeleteOptions;
import dev.runbook.rehearsal.registry.Registry;
import dev.runbook.rehearsal.registry.Registry.Part;
import dev.runbook.rehearsal.registry.WriteOptions;
import dev.runbook.rehearsal.store.Store;
import dev.runbook.rehearsal.time.ClusterActivity;
import dev.runbook.rehearsal.time.HelmPace;
import dev.runbook.rehearsal.time.SimulatedTime;
import dev.runbook.rehearsal.tls.ServerIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * A Kubernetes cluster in memory that real helm, kubectl and client libraries work with: for rehearsals and tests.
 *
 * <p>It listens on loopback only, at a random port, and answers nobody without the token of its kubeconfig. It runs
 * no containers: pods become ready because time passes, as the {@link Behaviour} says. Closing it ends it at once.
 */
public final class RehearsalCluster implements AutoCloseable {
    /** How many changes a watch can be behind before it is told 410 Gone. */
    private static final int REMEMBERED_CHANGES = 10_000;

    private final Store store;
    private final Registry registry;
    private final AtomicReference<Behaviour> behaviour;
    private final ApiServer server;
    private final Path kubeconfig;
    private final HelmPace pace;

    private RehearsalCluster(
            Registry registry,
            AtomicReference<Behaviour> behaviour,
            ControllerLoop controllers,
            ApiServer server,
            Path kubeconfig) {
        this.store = registry.store();
        this.registry = registry;
        this.behaviour = behaviour;
        this.server = server;
        this.kubeconfig = kubeconfig;
        ClusterActivity activity = new LiveActivity(store, controllers, server);
        store.time().of(activity);
        this.pace = new HelmPace(store.time(), activity);
        server.tell(this::pace);
    }

    /** What goes on in a cluster that runs. */
    private record LiveActivity(Store store, ControllerLoop controllers, ApiServer server) implements ClusterActivity {
        @Override
        public long version() {
            return store.version();
        }

        @Override
        public boolean isSettled() {
            return server.isIdle() && controllers.isSettled();
        }

        @Override
        public boolean isTroubled() {
            return server.isTroubled();
        }
    }

    private void pace(ApiRequest request) throws InterruptedException {
        boolean reads = request.method().equals("GET");
        if (request.userAgent().startsWith("Helm/") && !(reads && request.asks("watch"))) {
            pace.asks(
                    request.method(),
                    String.join("/", request.path()),
                    () -> request.tree().path("metadata").path("name").asText());
        }
    }

    /** Starts a cluster with the namespaces and the node that every cluster has, and writes its kubeconfig into a folder. */
    public static RehearsalCluster start(Path folder, Behaviour behaviour) throws IOException {
        return start(folder, behaviour, new SimulatedTime());
    }

    /** The same in a time of its own. */
    public static RehearsalCluster start(Path folder, Behaviour behaviour, SimulatedTime time) throws IOException {
        return start(folder, behaviour, new Store(REMEMBERED_CHANGES, time));
    }

    /** As {@link #start(Path, Behaviour)}, with a shorter memory of changes, so that watches expire. */
    static RehearsalCluster start(Path folder, Behaviour behaviour, int rememberedChanges) throws IOException {
        return start(folder, behaviour, new Store(rememberedChanges));
    }

    private static RehearsalCluster start(Path folder, Behaviour behaviour, Store store) throws IOException {
        Files.createDirectories(folder);
        Registry registry = new Registry(store, new ResourceTypes());
        ScopedValue.where(ApiTime.SOURCE, store.time()).run(() -> InitialObjects.place(registry, _ -> true));
        return start(folder, "default", new AtomicReference<>(behaviour), registry, Set.of(), Optional.empty());
    }

    /**
     * Starts a cluster that holds what was copied from a live one, and knows the kinds that that one serves, in a time of its own.
     *
     * @param namespace where a command without one works
     */
    public static RehearsalCluster startFrom(
            ClusterCopy copy, Path folder, String namespace, Behaviour behaviour, SimulatedTime time)
            throws IOException {
        Files.createDirectories(folder);
        Registry registry = new Registry(new Store(REMEMBERED_CHANGES, time), new ResourceTypes());
        registry.types().serve(copy.types());
        Set<String> copied = ScopedValue.where(ApiTime.SOURCE, time).call(() -> {
            Set<String> placed = new CopiedObjects(registry, copy).place();
            InitialObjects.place(registry, type -> !copy.read().contains(type));
            return placed;
        });
        return start(
                folder, namespace, new AtomicReference<>(behaviour), registry, copied, Optional.of(copy.version()));
    }

    private static RehearsalCluster start(
            Path folder,
            String namespace,
            AtomicReference<Behaviour> current,
            Registry registry,
            Set<String> copied,
            Optional<ObjectNode> version)
            throws IOException {
        ControllerLoop controllers = ControllerLoop.start(registry, current::get, copied);
        String token = RehearsalKubeconfig.newToken();
        ServerIdentity identity = ServerIdentity.create();
        ApiServer server = version.isPresent()
                ? ApiServer.start(registry, version.get(), identity, token)
                : ApiServer.start(registry, identity, token);
        try {
            return new RehearsalCluster(
                    registry,
                    current,
                    controllers,
                    server,
                    RehearsalKubeconfig.write(folder, namespace, server.url(), identity.pem(), token));
        } catch (IOException | RuntimeException notWritten) {
            registry.store().close();
            server.close();
            throw notWritten;
        }
    }

    /** The kubeconfig: readable by its owner only, with the one context {@code rehearsal}. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    public URI url() {
        return server.url();
    }

    /** The time of the cluster. */
    public SimulatedTime time() {
        return store.time();
    }

    /** What lets time pass while a helm waits. */
    public HelmPace pace() {
        return pace;
    }

    /** Grows with each change of an object. */
    public long version() {
        return store.version();
    }

    /** Lets the world behave differently from now on. */
    public void change(Behaviour next) {
        behaviour.set(next);
    }

    /** The API server breaks every connection and refuses new ones for a while. */
    public void goAway(Duration lasts) {
        server.goAway(lasts);
    }

    /** The API server answers everything with a status for a while. */
    public void refuse(int status, Duration lasts) {
        server.refuse(status, lasts);
    }

    public void createNamespace(String name) {
        apply(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", name)));
    }

    /** Whether the cluster knows a kind, by itself or since it was defined. */
    public boolean serves(String apiVersion, String kind) {
        return registry.types().byKind(apiVersion, kind).isPresent();
    }

    /** The kinds that the cluster knows in a version of the API, such as {@code apps/v1}. */
    public List<String> kinds(String apiVersion) {
        return registry.types().all().stream()
                .filter(type -> type.apiVersion().equals(apiVersion))
                .map(ResourceType::kind)
                .distinct()
                .toList();
    }

    /** The versions of the API in which the cluster knows a kind. */
    public List<String> versionsOf(String kind) {
        return registry.types().all().stream()
                .filter(type -> type.kind().equals(kind))
                .map(ResourceType::apiVersion)
                .distinct()
                .toList();
    }

    /**
     * Puts an object there as somebody else would have: creates it, or replaces the one that is there. A namespace
     * that does not exist is made, and it has the status that the manifest gives it. The defaults and refusals are those of the API.
     *
     * @throws IllegalArgumentException when the API refuses the object, with the API's words
     */
    public void apply(Map<String, Object> manifest) {
        apply(manifest, "default");
    }

    /** The same, where an object that names no namespace is put into this one. */
    public void apply(Map<String, Object> manifest, String home) {
        ObjectNode object = JsonTrees.fromMap(manifest);
        ResourceType type = type(JsonTrees.text(object, "apiVersion"), JsonTrees.text(object, "kind"));
        String namespace = Meta.namespace(object).isEmpty() ? home : Meta.namespace(object);
        ObjectKey key = type.key(namespace, Meta.name(object));
        if (type.namespaced() && find("v1", "Namespace", "", namespace).isEmpty()) {
            createNamespace(namespace);
        }
        asArgument(() -> {
            if (store.get(key).isPresent()) {
                registry.update(key, Part.MAIN, old -> object.deepCopy(), WriteOptions.INTERNAL);
            } else {
                registry.create(type, namespace, object, WriteOptions.INTERNAL);
            }
            if (type.hasStatus() && object.hasNonNull("status")) {
                registry.updateStatus(key, stored -> stored.set("status", object.get("status")));
            }
        });
    }

    /** Deletes an object in the background, as {@code kubectl delete --wait=false} does; nothing happens when it is not there. */
    public void delete(String apiVersion, String kind, String namespace, String name) {
        ObjectKey key = type(apiVersion, kind).key(namespace, name);
        if (store.get(key).isPresent()) {
            asArgument(() -> registry.delete(key, DeleteOptions.BACKGROUND));
        }
    }

    /** One object, as the API would show it; the namespace of cluster-wide kinds is not looked at. */
    public Optional<Map<String, Object>> find(String apiVersion, String kind, String namespace, String name) {
        return store.get(type(apiVersion, kind).key(namespace, name)).map(JsonTrees::toMap);
    }

    /** All objects of a kind in a namespace; in all namespaces when it is empty. */
    public List<Map<String, Object>> list(String apiVersion, String kind, String namespace) {
        return store.list(type(apiVersion, kind), namespace).objects().stream()
                .map(JsonTrees::toMap)
                .toList();
    }

    /** Waits, without polling, until the cluster satisfies a condition; false when the time is up before. */
    public boolean await(Predicate<RehearsalCluster> condition, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long seen = store.version();
            if (condition.test(this)) {
                return true;
            }
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive() || store.isClosed()) {
                return false;
            }
            store.await(seen, left);
        }
    }

    @Override
    public void close() {
        store.close();
        server.close();
    }

    private ResourceType type(String apiVersion, String kind) {
        return registry.types()
                .byKind(apiVersion, kind)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the rehearsal cluster does not serve " + kind + " of " + apiVersion));
    }

    private void asArgument(Runnable write) {
        try {
            ScopedValue.where(ApiTime.SOURCE, store.time()).run(write);
        } catch (ApiError refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }
}
