package dev.runbook.rehearsal.shadow;

import dev.runbook.rehearsal.RehearsalKubeconfig;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.http.ApiServer;
import dev.runbook.rehearsal.live.LiveServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A live cluster as it would be: helm, kubectl and client libraries work with it, the real server decides, and nothing there
 * changes. It listens on loopback only, at a random port, and answers nobody who does not know the address in its kubeconfig.
 */
public final class ShadowCluster implements AutoCloseable {
    /** What stands for an address that is not given yet: nobody has it (RFC 5737). */
    public static final String ADDRESS = "192.0.2.1";

    private final ServerConnection live;
    private final Shadow shadow;
    private final ApiServer server;
    private final Path kubeconfig;
    private final Path cache;

    private ShadowCluster(ServerConnection live, Shadow shadow, ApiServer server, Path kubeconfig, Path cache) {
        this.live = live;
        this.shadow = shadow;
        this.server = server;
        this.kubeconfig = kubeconfig;
        this.cache = cache;
    }

    /**
     * Starts a shadow of a server, and writes its kubeconfig into a folder.
     *
     * @param namespace where a command without one works
     * @throws IOException when the server does not do as dry runs what is asked so, or cannot be asked
     */
    public static ShadowCluster start(Path folder, LiveServer live, String namespace)
            throws IOException, InterruptedException {
        Path cache = folder.resolve("cache");
        String secret = RehearsalKubeconfig.newToken();
        ServerConnection connection = new ServerConnection(live);
        Shadow shadow = new Shadow(gate(connection, namespace), DiscoveryCache.in(cache), "/" + secret);
        ApiServer server = ApiServer.startAtSecretPath(shadow, secret);
        try {
            Path kubeconfig = RehearsalKubeconfig.write(folder, "shadow", namespace, server.url());
            return new ShadowCluster(connection, shadow, server, kubeconfig, cache);
        } catch (IOException | RuntimeException notWritten) {
            server.close();
            throw notWritten;
        }
    }

    /**
     * Finds out whether dry runs reach a server as such, without an effect in either case.
     *
     * @throws IOException when they do not, or it cannot be asked
     */
    public static void requireDryRuns(LiveServer live, String namespace) throws IOException, InterruptedException {
        gate(live, namespace);
    }

    /** What the server would say to objects that are made again after all that was written here. */
    public ReplacementTrial trial() {
        return new ReplacementTrial(shadow.branch());
    }

    static DryRunGate gate(LiveServer live, String namespace) throws IOException, InterruptedException {
        DryRunGate gate = new DryRunGate(live);
        try {
            gate.requireDryRuns(namespace);
            return gate;
        } catch (ApiError lost) {
            throw new IOException(lost.getMessage(), lost);
        }
    }

    public Path kubeconfig() {
        return kubeconfig;
    }

    /** Where clients are to keep what they learn of the server ({@code KUBECACHEDIR}): nobody else's. */
    public Path cache() {
        return cache;
    }

    public URI url() {
        return server.url();
    }

    /** What was asked so far, and where the answers come from. */
    public List<Exchange> exchanges() {
        return shadow.record().exchanges();
    }

    /** What others have changed on the server since it was first written to here: each as it was and as it is. */
    public Optional<List<Exchange.ObjectChange>> changedMeanwhile() throws InterruptedException {
        try {
            return Optional.of(shadow.witness().changed());
        } catch (ApiError silent) {
            return Optional.empty();
        }
    }

    /** Why the server does not answer any more; empty while it does. */
    public Optional<String> lost() {
        return live.lost();
    }

    /** How many requests that may change something have come so far. */
    public long writes() {
        return shadow.record().writes();
    }

    @Override
    public void close() {
        shadow.close();
        server.close();
    }
}
