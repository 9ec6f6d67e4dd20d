package dev.runbook.rehearsal.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A chart in one version, packaged as {@code helm package --version V --app-version V} would. */
@SuppressWarnings("ArrayRecordComponent") // served as it is, and never compared
record ChartPackage(String name, String version, String description, byte[] archive) {

    static ChartPackage of(ChartSource source, String version) throws IOException {
        String chart = source.text("Chart.yaml")
                .replaceAll("(?m)^version:.*$", "version: " + version)
                .replaceAll("(?m)^appVersion:.*$", "appVersion: \"" + version + "\"");
        Map<String, Object> about = new Yaml(new SafeConstructor(new LoaderOptions())).load(chart);
        String name = String.valueOf(about.get("name"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(new GZIPOutputStream(bytes))) {
            tar.file(name + "/Chart.yaml", chart.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : source.files().entrySet()) {
                if (!file.getKey().equals("Chart.yaml")) {
                    tar.file(name + "/" + file.getKey(), file.getValue());
                }
            }
        }
        Object description = about.getOrDefault("description", "");
        return new ChartPackage(name, version, String.valueOf(description), bytes.toByteArray());
    }

    String fileName() {
        return name + "-" + version + ".tgz";
    }

    String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
