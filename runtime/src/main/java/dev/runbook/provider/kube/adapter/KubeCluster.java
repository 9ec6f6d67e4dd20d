package dev.runbook.provider.kube.adapter;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.Cluster;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.Leases;
import dev.runbook.port.LiveReader;
import dev.runbook.port.Pods;
import dev.runbook.port.StopRequests;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A real cluster. Nothing is read or connected before the first question; every question can throw {@code Failed}. */
public final class KubeCluster implements Cluster, AutoCloseable {
    private final Optional<String> kubeconfig;
    private final Optional<String> context;
    private final Map<String, String> environment;
    private final Clock clock;
    private @Nullable KubeContext target;
    private final DirectReader reader = new DirectReader(new Lazily());
    private final DirectWriter writer = new DirectWriter(new Lazily());
    private @Nullable Transport transport;
    private @Nullable Discovery discovery;

    /**
     * A cluster to be connected when it is needed.
     *
     * @param kubeconfig as given with {@code --kubeconfig}; empty to look where kubectl looks
     * @param context as given with {@code --context}; empty for the current one
     * @param environment where {@code KUBECONFIG} stands, and the proxies
     */
    public KubeCluster(
            Optional<String> kubeconfig, Optional<String> context, Map<String, String> environment, Clock clock) {
        this.kubeconfig = kubeconfig;
        this.context = context;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /** Connects at the first question. */
    private final class Lazily implements ClusterConnection {
        @Override
        public Transport transport() {
            synchronized (KubeCluster.this) {
                Transport open = transport == null ? new Transport(target(), clock) : transport;
                transport = open;
                return open;
            }
        }

        @Override
        public Discovery discovery() {
            synchronized (KubeCluster.this) {
                Discovery known = discovery == null ? new Discovery(transport()) : discovery;
                discovery = known;
                return known;
            }
        }
    }

    @Override
    public ClusterReader now() {
        return reader;
    }

    @Override
    public ClusterWriter writer() {
        return writer;
    }

    /** The Leases of the cluster. */
    public Leases leases() {
        return new KubeLeases(new Lazily(), clock);
    }

    /** Ways into the pods of the cluster. */
    public Pods pods(StopRequests interruption) {
        return new KubePods(new Lazily(), clock, interruption);
    }

    /** A way for requests of others, with the operator's credentials. */
    public RawRequests raw() {
        return new RawRequests(new Lazily().transport());
    }

    @Override
    public LiveReader live() {
        return new WatchingReader(new Lazily(), reader, clock);
    }

    @Override
    public void reach() throws InterruptedException {
        // The version is told to anybody; what groups there are, to those alone whom the server knows.
        Transport.HttpReply reply = new Lazily().transport().get("/apis");
        if (reply.status() == HttpURLConnection.HTTP_OK) {
            ServerAnswer.object(target(), reply.body());
            return;
        }
        Failed failed = ServerAnswer.failure(
                target(), new ServerAnswer.ApiCall("get", "/apis", "", ""), reply.status(), reply.body());
        if (failed.failure().kind() != FailureClass.Forbidden) {
            throw failed;
        }
        // Whoever may not read that may well do what the runbook asks for.
    }

    @Override
    public String defaultNamespace() {
        return target().namespace();
    }

    @Override
    public String describe() {
        return target().describe();
    }

    /** The context that programs are to see; fails where there is none, and is empty inside a pod without any. */
    public Optional<ProgramContext> context() {
        Kubeconfig found = new Kubeconfig(kubeconfig, context, environment);
        return found.inPod() ? Optional.empty() : Optional.of(found.context());
    }

    /** Whether a kubeconfig is there that names a context to go by, or would, could it be read. */
    public boolean namesContext() {
        return Kubeconfig.namesContext(kubeconfig, environment);
    }

    private synchronized KubeContext target() {
        KubeContext known = target;
        if (known == null) {
            known = Kubeconfig.resolve(kubeconfig, context, environment);
            target = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (transport != null) {
            transport.close();
        }
    }
}
