package dev.runbook.rehearsal.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
}
