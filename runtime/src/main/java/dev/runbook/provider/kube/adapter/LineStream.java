package dev.runbook.provider.kube.adapter;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A response that goes on for as long as the server likes. To be closed once.
 *
 * @param left is run when the stream is closed
 */
record LineStream(CompletableFuture<HttpResponse<AsyncBody>> response, CompletableFuture<Void> ended, Runnable left)
        implements AutoCloseable {

    /** Has the body read as soon as the response is there. */
    static LineStream of(CompletableFuture<HttpResponse<AsyncBody>> response, Runnable left) {
        CompletableFuture<Void> ended = response.thenCompose(r -> {
            r.body().consume();
            return r.body().done();
        });
        return new LineStream(response, ended, left);
    }

    /** The status of the response, as soon as it is there. */
    int status(Duration limit) throws IOException, InterruptedException {
        return await(response, limit).code();
    }

    /** Waits for the end; a connection that breaks or lasts longer than the limit is a problem. */
    void end(Duration limit) throws IOException, InterruptedException {
        await(ended, limit);
    }

    @Override
    public void close() {
        if (!response.cancel(true) && response.state() == CompletableFuture.State.SUCCESS) {
            response.resultNow().body().cancel();
        }
        left.run();
    }

    private static <T> T await(CompletableFuture<T> future, Duration limit) throws IOException, InterruptedException {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("nothing more came in time", e);
        }
    }
}
