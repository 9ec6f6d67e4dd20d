package dev.runbook.provider.kube.adapter;

import dev.runbook.language.failure.Failed;
import dev.runbook.port.Clock;
import dev.runbook.provider.kube.adapter.ServerAnswer.ApiCall;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A web socket into a pod by way of the API server, with several channels of bytes in it: each message begins with the
 * number of its channel.
 */
final class PodSocket implements AutoCloseable {
    /** The way of numbering channels that every server since 1.6 and every container runtime speaks. */
    private static final String PROTOCOL = "v4.channel.k8s.io";

    private static final int GOING_AWAY = 1000;
    private static final Duration BREATH = Duration.ofMillis(1);

    private final WebSocket socket;
    private final CompletableFuture<@Nullable Void> ended;
    private final Clock clock;

    private PodSocket(WebSocket socket, CompletableFuture<@Nullable Void> ended, Clock clock) {
        this.socket = socket;
        this.ended = ended;
        this.clock = clock;
    }

    /** Takes what comes, in order; nothing further comes before it returns, and when it fails, the socket is closed. */
    interface Taking {
        void take(int channel, byte[] content) throws IOException;
    }

    /** Opens one. */
    static PodSocket open(Transport transport, String path, ApiCall asked, Clock clock, Taking taking)
            throws InterruptedException {
        CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
        try {
            WebSocket socket = transport
                    .socket(path, PROTOCOL, new SocketListener(taking, ended))
                    .get();
            return new PodSocket(socket, ended, clock);
        } catch (ExecutionException e) {
            throw refused(transport.target(), asked, e.getCause() == null ? e : e.getCause());
        }
    }

    private static Failed refused(KubeContext target, ApiCall asked, Throwable why) {
        return why instanceof WebSocketHandshakeException handshake && handshake.getResponse() != null
                ? ServerAnswer.failure(target, asked, handshake.getResponse().code(), "")
                : Unreachable.failure(target, why);
    }

    /** Sends bytes on a channel, and waits until they are on their way. */
    void send(int channel, byte[] bytes, int length) throws IOException, InterruptedException {
        ByteBuffer message = ByteBuffer.allocate(length + 1);
        message.put((byte) channel).put(bytes, 0, length).flip();
        if (!socket.send(message)) {
            throw new IOException("the connection to the pod is lost");
        }
        // The next message must not be sent before this one has gone.
        while (socket.queueSize() > 0 && !ended.isDone()) {
            clock.sleep(BREATH);
        }
    }

    /** Is done when the other side has closed it, with the reason when that was no good end. */
    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** Does something when it has ended, with the reason when that was no good end. */
    void onEnd(Consumer<Optional<Throwable>> then) {
        CompletableFuture<?> _ = ended.whenComplete((done, why) -> then.accept(Optional.ofNullable(why)));
    }

    @Override
    public void close() {
        if (!ended.isDone()) {
            socket.sendClose(GOING_AWAY, "");
            ended.complete(null);
        }
    }

    private record SocketListener(Taking taking, CompletableFuture<@Nullable Void> ended)
            implements WebSocket.Listener {
        @Override
        public void onMessage(WebSocket socket, ByteBuffer message) {
            try {
                if (message.hasRemaining()) {
                    int channel = message.get();
                    byte[] content = new byte[message.remaining()];
                    message.get(content);
                    taking.take(channel, content);
                }
                socket.request();
            } catch (IOException e) {
                ended.completeExceptionally(e);
                socket.sendClose(GOING_AWAY, "");
            }
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason) {
            ended.complete(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            ended.completeExceptionally(error);
        }
    }
}
