package dev.runbook.rehearsal.chart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Map<String, byte[]> files = new HashMap<>();

    private ChartRepository(HttpServer server, List<ChartPackage> packages) {
        this.server = server;
        files.put("/index.yaml", index(packages).getBytes(StandardCharsets.UTF_8));
        packages.forEach(chart -> files.put("/" + chart.fileName(), chart.archive()));
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
        ChartRepository repository = new ChartRepository(server, packages);
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
            byte[] file = files.get(exchange.getRequestURI().getPath());
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, file.length);
                exchange.getResponseBody().write(file);
            }
        }
    }

    private static String index(List<ChartPackage> packages) {
        Map<String, StringBuilder> entries = new HashMap<>();
        for (ChartPackage chart : packages) {
            entries.computeIfAbsent(chart.name(), name -> new StringBuilder()).append("""
                              - apiVersion: v2
                                name: %s
                                version: %s
                                appVersion: "%s"
                                description: %s
                                digest: %s
                                created: "2021-03-01T00:00:00Z"
                                urls:
                                  - %s
                            """.formatted(
                            chart.name(),
                            chart.version(),
                            chart.version(),
                            chart.description(),
                            chart.digest(),
                            chart.fileName()));
        }
        StringBuilder index = new StringBuilder("apiVersion: v1\nentries:\n");
        entries.forEach((name, versions) -> index.append("  ")
                .append(name)
                .append(":\n")
                .append(versions.toString().indent(2)));
        return index.toString();
    }
}
