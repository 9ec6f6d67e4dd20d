package dev.runbook.app.rehearse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.rehearsal.chart.ChartPackage;
import dev.runbook.rehearsal.chart.ChartSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which charts of the world a rehearsal has: those that are on this machine. */
class FetchedChartsTest {
    private static final String INDEX = "apiVersion: v1\nentries: {web: [{urls: [web-2.0.0.tgz]}]}\n";

    @TempDir
    private Path home = Path.of("");

    private Path cache = Path.of("");
    private FetchedCharts charts = new FetchedCharts(new FetchedRepositories(Map.of(), Path.of("")), List.of());

    @BeforeEach
    void fetch() throws IOException {
        cache = Files.createDirectories(home.resolve("cache/helm/repository"));
        Files.createDirectories(home.resolve("config/helm"));
        Files.writeString(home.resolve("config/helm/repositories.yaml"), """
                repositories:
                  - {name: site, url: "https://charts.example.com/stable/", username: me, password: Planted-1n}
                """);
        Files.writeString(cache.resolve("site-index.yaml"), INDEX);
        FetchedRepositories known = FetchedRepositories.of(Map.of(
                "XDG_CONFIG_HOME", home.resolve("config").toString(),
                "XDG_CACHE_HOME", home.resolve("cache").toString()));
        charts = new FetchedCharts(known, List.of(Files.createDirectories(home.resolve("working")), cache));
    }

    @Test
    void a_repository_that_was_fetched_has_its_index_and_the_archives_that_are_there() throws IOException {
        Files.write(cache.resolve("web-1.0.0.tgz"), new byte[] {1, 2});
        assertEquals(INDEX, new String(get("https://charts.example.com/stable/index.yaml"), StandardCharsets.UTF_8));
        assertArrayEquals(new byte[] {1, 2}, get("https://charts.example.com/stable/web-1.0.0.tgz"));
    }

    @Test
    void a_chart_that_is_not_there_is_told_with_what_to_pull() {
        assertEquals(
                "a rehearsal asks no server, and this chart is not on this machine. First: helm pull site/web --version"
                        + " 2.0.0",
                reason("https://charts.example.com/stable/web-2.0.0.tgz"));
        assertEquals(
                "a rehearsal asks no server, and this chart is not on this machine. First: helm pull app --repo"
                        + " https://other.example.com --version 3.1.0-rc.1",
                reason("https://other.example.com/app-3.1.0-rc.1.tgz"));
        assertEquals(
                "a rehearsal asks no server, and no chart of it is on this machine. First: helm repo add NAME"
                        + " https://other.example.com (or helm pull CHART --repo https://other.example.com)",
                reason("https://other.example.com/index.yaml"));
    }

    @Test
    void archives_in_the_working_folder_are_in_every_repository_that_was_never_fetched() throws IOException {
        ChartPackage chart = ChartPackage.of(ChartSource.coder().named("web"), "4.0.0");
        Files.write(home.resolve("working/web-4.0.0.tgz"), chart.archive());
        Files.writeString(home.resolve("working/backup.tgz"), "no chart");
        String index = new String(get("https://other.example.com/index.yaml"), StandardCharsets.UTF_8);
        assertTrue(index.contains("\"web-4.0.0.tgz\""), index);
        assertArrayEquals(chart.archive(), get("https://other.example.com/web-4.0.0.tgz"));
    }

    @Test
    void a_helm_of_its_own_learns_names_and_indexes_and_no_password() throws IOException {
        charts.known().copy(home.resolve("own"), home.resolve("own/cache"));
        String learnt = Files.readString(home.resolve("own/repositories.yaml"));
        assertTrue(learnt.contains("https://charts.example.com/stable/"), learnt);
        assertFalse(learnt.contains("Planted-1n"), learnt);
        assertEquals(INDEX, Files.readString(home.resolve("own/cache/site-index.yaml")));
    }

    private byte[] get(String address) {
        return charts.get(URI.create(address)).body();
    }

    private String reason(String address) {
        return charts.get(URI.create(address)).reason();
    }
}
