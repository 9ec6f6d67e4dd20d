package dev.runbook.rehearsal.shadow;

import dev.runbook.rehearsal.live.LiveServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server as long as it is there: once it has no answer to the simplest question either, it is asked nothing more. */
final class ServerConnection implements LiveServer {
    /** As something in front of a server answers in its place; the server does so for another one that stands behind it. */
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);

    private static final ServerRequest SIMPLEST =
            new ServerRequest("GET", "/version", Map.of("Accept", List.of("application/json")), new byte[0]);

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final LiveServer server;
    private volatile Optional<String> lost = Optional.empty();

    ServerConnection(LiveServer server) {
        this.server = server;
    }

    /** Why it does not answer any more; empty while it does. */
    Optional<String> lost() {
        return lost;
    }

    @Override
    public ServerReply send(ServerRequest request) throws IOException, InterruptedException {
        requireThere();
        try {
            ServerReply reply = server.send(request);
            if (AWAY.contains(reply.code())) {
                look();
            }
            return reply;
        } catch (IOException silent) {
            look();
            throw silent;
        }
    }

    /** One answer may get lost, and one question may be too hard; who answers another one is there. */
    private synchronized void look() throws InterruptedException {
        if (lost.isPresent()) {
            return;
        }
        FutureTask<ServerReply> question = new FutureTask<>(() -> server.send(SIMPLEST));
        Thread.ofVirtual().name("is-it-there").start(question);
        try {
            ServerReply reply = question.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (AWAY.contains(reply.code())) {
                lost = Optional.of("it answers " + reply.code());
            }
        } catch (ExecutionException gone) {
            Throwable why = gone.getCause();
            lost = Optional.of(String.valueOf(why == null ? gone.getMessage() : why.getMessage()));
        } catch (TimeoutException hanging) {
            lost = Optional.of("no answer within %d s".formatted(PATIENCE.toSeconds()));
        } finally {
            question.cancel(true);
        }
    }

    private void requireThere() throws IOException {
        if (lost.isPresent()) {
            throw new IOException(lost.get());
        }
    }
}
