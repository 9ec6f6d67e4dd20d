package dev.runbook.adapter.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A response that goes on for as long as the server likes. */
record LineStream(CompletableFuture<HttpResponse<AsyncBody>> response, CompletableFuture<Void> ended) {

    /** Has the body read as soon as the response is there. */
    static LineStream of(CompletableFuture<HttpResponse<AsyncBody>> response) {
        return new LineStream(response, response.thenCompose(r -> {
            r.body().consume();
            return r.body().done();
        }));
    }

    /** The status of the response, as soon as it is there. */
    int status(Duration limit) throws IOException, InterruptedException {
        return await(response, limit).code();
    }

    /** Waits for the end; a connection that breaks or lasts longer than the limit is a problem. */
    void end(Duration limit) throws IOException, InterruptedException {
        await(ended, limit);
    }

    void cancel() {
        if (!response.cancel(true) && response.state() == CompletableFuture.State.SUCCESS) {
            response.resultNow().body().cancel();
        }
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
