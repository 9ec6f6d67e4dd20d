package dev.runbook.provider.kube.adapter;

import dev.runbook.language.failure.Failed;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** One HTTP/2 connection to the API server, replaced when it falls silent, and the streams that it carries. */
final class Http2Connection implements AutoCloseable {
    /** Servers allow 100 or more streams on a connection; what is left is for single requests. */
    private static final int MOST_STREAMS = 50;

    private final Supplier<HttpClient> open;
    private final AtomicReference<HttpClient> client;
    private final AtomicReference<LeftClient> left = new AtomicReference<>();
    private int streams;

    /** A client that was left, and why: whatever else was under way on it has failed for the same reason. */
    private record LeftClient(HttpClient client, Failed why) {}

    Http2Connection(Supplier<HttpClient> open) {
        this.open = open;
        client = new AtomicReference<>(open.get());
    }

    HttpClient client() {
        return client.get();
    }

    /** Takes room for a stream, if there is any. */
    synchronized boolean enter() {
        if (streams >= MOST_STREAMS) {
            return false;
        }
        streams++;
        return true;
    }

    synchronized void leave() {
        streams--;
    }

    /** Leaves a connection that no longer answers, and everything on it; the next request opens a new one. */
    void renew(HttpClient hung, Failed why) {
        HttpClient fresh = open.get();
        if (client.compareAndSet(hung, fresh)) {
            left.set(new LeftClient(hung, why));
            hung.close();
        } else {
            fresh.close();
        }
    }

    /** Why a client was left, when it was. */
    Optional<Failed> whyLeft(HttpClient client) {
        return Optional.ofNullable(left.get())
                .filter(l -> l.client().equals(client))
                .map(LeftClient::why);
    }

    @Override
    public void close() {
        client.get().close();
    }
}
