package dev.runbook.rehearsal.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ChartPackageTest {
    @Test
    void the_same_sources_give_the_same_package_in_every_version_that_is_wanted() throws IOException {
        ChartPackage chart = ChartPackage.of(ChartSource.coder(), "1.16.1");
        assertEquals("coder-1.16.1.tgz", chart.fileName());
        assertArrayEquals(
                chart.archive(), ChartPackage.of(ChartSource.coder(), "1.16.1").archive());
        String tar = new String(
                new GZIPInputStream(new ByteArrayInputStream(chart.archive())).readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(tar.contains("version: 1.16.1\nappVersion: \"1.16.1\"\n"), tar);
        assertTrue(tar.contains("coder/templates/cemanager.yaml"), tar);
    }

    @Test
    void sources_without_a_chart_file_are_no_chart() {
        assertThrows(IllegalArgumentException.class, () -> new ChartSource(Map.of("values.yaml", new byte[0])));
    }

    @Test
    void an_archive_says_itself_what_it_is() throws IOException {
        ChartPackage chart = ChartPackage.of(ChartSource.coder().named("web"), "2.0.0");
        ChartPackage read = ChartPackage.archive(chart.archive());
        assertEquals("web-2.0.0.tgz", read.fileName());
        assertEquals(chart.about(), read.about());
        assertThrows(IOException.class, () -> ChartPackage.archive("no archive".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_index_has_texts_where_helm_wants_texts_whatever_the_chart_file_has() throws IOException {
        Map<String, byte[]> files = new HashMap<>(ChartSource.coder().files());
        files.put(
                "Chart.yaml",
                "apiVersion: v2\nname: web\nversion: 1.0.0\nappVersion: 9.0\nannotations: {a: true, b: 1}\n"
                        .getBytes(StandardCharsets.UTF_8));
        Map<String, Object> entry = ChartPackage.of(new ChartSource(files)).entry();
        assertEquals("9.0", entry.get("appVersion"));
        assertEquals(Map.of("a", "true", "b", "1"), entry.get("annotations"));
    }

    @Test
    void a_long_name_of_a_file_is_cut_between_its_folders() throws IOException {
        String deep = "templates/" + "folder/".repeat(14) + "file.yaml";
        Map<String, byte[]> files = new HashMap<>(ChartSource.coder().files());
        files.put(deep, new byte[] {'a'});
        byte[] archive = ChartPackage.of(new ChartSource(files)).archive();
        assertEquals(
                "a",
                new String(
                        TarFiles.at(
                                new GZIPInputStream(new ByteArrayInputStream(archive)), name -> name.endsWith(deep)),
                        StandardCharsets.UTF_8));
    }
}
