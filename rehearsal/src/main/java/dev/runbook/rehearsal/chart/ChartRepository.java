package dev.runbook.rehearsal.chart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A chart repository on loopback, for {@code helm repo add NAME URL}: an index and the packaged charts. */
public final class ChartRepository implements AutoCloseable {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Repositories charts;

    private ChartRepository(HttpServer server, Repositories charts) {
        this.server = server;
        this.charts = charts;
    }

    /** Packages one chart in some versions and serves them. */
    public static ChartRepository start(ChartSource source, List<String> versions) throws IOException {
        return start(Map.of(source, versions));
    }

    /** Packages several charts, each in some versions, and serves them. */
    public static ChartRepository start(Map<ChartSource, List<String>> charts) throws IOException {
        List<ChartPackage> packages = new ArrayList<>();
        for (Map.Entry<ChartSource, List<String>> chart : charts.entrySet()) {
            for (String version : chart.getValue()) {
                packages.add(ChartPackage.of(chart.getKey(), version));
            }
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ChartRepository repository = new ChartRepository(server, new ServedCharts(packages));
        server.setExecutor(repository.threads);
        server.createContext("/", repository::handle);
        server.start();
        return repository;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            RepositoryAnswer answer = charts.get(exchange.getRequestURI());
            byte[] body = answer.body();
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
