package dev.runbook.provider.kube.adapter;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import java.net.http.HttpClient;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes HTTP clients that end at once when they are closed: the JDK's own way keeps the process for 300 ms. */
final class FastClosingHttpClients extends JdkHttpClientFactory {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<HttpClient> made = new ConcurrentLinkedQueue<>();

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        return new TrackingClientBuilder(HttpClient.newBuilder().executor(threads), made::add);
    }

    @Override
    protected void closeHttpClient(JdkHttpClientImpl closing) {
        for (HttpClient client = made.poll(); client != null; client = made.poll()) {
            client.shutdownNow();
        }
        threads.shutdownNow();
    }
}
