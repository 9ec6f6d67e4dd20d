package dev.runbook.provider.kube.adapter;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.Pods;
import dev.runbook.provider.kube.adapter.ServerAnswer.ApiCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A port of loopback that leads to a port of a pod: each connection is carried by a web socket of its own. */
final class PodForward implements Pods.Forward {
    private static final int DATA = 0;
    private static final int PIECE = 64 * 1024;
    private static final int WAITING = 16;
    private static final long FAREWELL_MILLIS = 1_000;

    private final ClusterConnection link;
    private final Pods.Pod pod;
    private final int port;
    private final Clock clock;
    private final ServerSocket server;
    private final Map<Socket, CompletableFuture<@Nullable Void>> connections = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Failure> trouble = new AtomicReference<>();

    PodForward(ClusterConnection link, Pods.Pod pod, int port, Clock clock) {
        this.link = link;
        this.pod = pod;
        this.port = port;
        this.clock = clock;
        try {
            server = new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new Failed(failure(
                    "this machine has no free port for a port-forward to " + pod.shown() + ": " + e.getMessage()));
        }
        Thread.ofVirtual().name("forward").start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                CompletableFuture<@Nullable Void> carried = new CompletableFuture<>();
                connections.put(connection, carried);
                Thread.ofVirtual().name("forwarded").start(() -> {
                    carry(connection);
                    connections.remove(connection);
                    carried.complete(null);
                });
            }
        } catch (IOException closed) {
            // By us: nobody is to be carried any longer.
            return;
        }
    }

    private void carry(Socket connection) {
        String path = ApiPaths.pod(pod) + "/portforward?ports=" + port;
        ApiCall asked = new ApiCall("get", "pods/portforward", pod.namespace(), pod.name());
        try (connection;
                PodSocket socket = PodSocket.open(link.transport(), path, asked, clock, new Answers(connection))) {
            // Either side may end it first.
            socket.onEnd(why -> {
                why.ifPresent(lost -> trouble.compareAndSet(
                        null, failure("the port-forward to " + pod.shown() + " was lost: " + Unreachable.words(lost))));
                close(connection);
            });
            InputStream in = connection.getInputStream();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                socket.send(DATA, piece, read);
            }
        } catch (Failed e) {
            trouble.compareAndSet(null, e.failure());
        } catch (IOException lost) {
            // Whoever is connected sees the same, and says what it was about.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What comes from the pod. The first message of either channel says the port once more. */
    private final class Answers implements PodSocket.Taking {
        private final Socket connection;
        private boolean begun;
        private boolean warned;

        Answers(Socket connection) {
            this.connection = connection;
        }

        @Override
        public void take(int channel, byte[] content) throws IOException {
            if (channel == DATA) {
                if (begun) {
                    connection.getOutputStream().write(content);
                }
                begun = true;
            } else {
                if (warned) {
                    String said = new String(content, StandardCharsets.UTF_8).strip();
                    trouble.compareAndSet(
                            null,
                            failure("port " + port + " of " + pod.shown() + " in namespace " + pod.namespace()
                                    + " cannot be reached: " + said));
                    close(connection);
                }
                warned = true;
            }
        }
    }

    private static Failure failure(String summary) {
        return Failure.of(
                FailureClass.Unreachable,
                summary,
                "Check that the pod is ready and listens on that port; kubectl port-forward must reach it.");
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            // It is as closed as it can be.
            return;
        }
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void check() {
        Failure wrong = trouble.get();
        if (wrong != null) {
            throw new Failed(wrong);
        }
    }

    /** What is still on its way is carried on for a moment: the last thing that is said is a farewell to the server. */
    @Override
    public void close() {
        close(server);
        try {
            CompletableFuture.allOf(connections.values().toArray(CompletableFuture<?>[]::new))
                    .get(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException unfinished) {
            // Whoever is still connected is cut off below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.keySet().forEach(PodForward::close);
    }
}
