package dev.runbook.rehearsal.chart;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A chart in one version, packaged as {@code helm package} would.
 *
 * @param about what its Chart.yaml says
 */
@SuppressWarnings("ArrayRecordComponent") // served as it is, and never compared
public record ChartPackage(Map<String, Object> about, byte[] archive) {
    private static final String ABOUT = "Chart.yaml";
    private static final Set<String> TEXTS = Set.of(
            "name",
            "version",
            "appVersion",
            "apiVersion",
            "kubeVersion",
            "description",
            "home",
            "icon",
            "type",
            "condition",
            "tags");

    /** A chart under another version than its own. */
    public static ChartPackage of(ChartSource source, String version) throws IOException {
        return of(
                source.files(),
                source.text(ABOUT)
                        .replaceAll("(?m)^version:.*$", "version: " + version)
                        .replaceAll("(?m)^appVersion:.*$", "appVersion: \"" + version + "\""));
    }

    /** A chart as it is. */
    public static ChartPackage of(ChartSource source) throws IOException {
        return of(source.files(), source.text(ABOUT));
    }

    /** One that is packaged already. */
    public static ChartPackage archive(byte[] archive) throws IOException {
        byte[] about = TarFiles.at(
                new GZIPInputStream(new ByteArrayInputStream(archive)), name -> name.matches("[^/]+/" + ABOUT));
        return new ChartPackage(about(new String(about, StandardCharsets.UTF_8)), archive);
    }

    private static ChartPackage of(Map<String, byte[]> files, String chart) throws IOException {
        Map<String, Object> about = about(chart);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(new GZIPOutputStream(bytes))) {
            String top = about.get("name") + "/";
            tar.file(top + ABOUT, chart.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                if (!file.getKey().equals(ABOUT)) {
                    tar.file(top + file.getKey(), file.getValue());
                }
            }
        }
        return new ChartPackage(about, bytes.toByteArray());
    }

    private static Map<String, Object> about(String chart) throws IOException {
        Object read;
        try {
            read = new Yaml(new SafeConstructor(new LoaderOptions())).load(chart);
        } catch (YAMLException e) {
            throw new IOException("its Chart.yaml is not YAML: " + e.getMessage(), e);
        }
        if (!(read instanceof Map<?, ?> fields) || fields.get("name") == null || fields.get("version") == null) {
            throw new IOException("its Chart.yaml has no name or no version");
        }
        Map<String, Object> about = new LinkedHashMap<>();
        fields.forEach((field, value) -> about.put(String.valueOf(field), value));
        return about;
    }

    public String name() {
        return String.valueOf(about.get("name"));
    }

    public String version() {
        return String.valueOf(about.get("version"));
    }

    public String fileName() {
        return name() + "-" + version() + ".tgz";
    }

    /** What the index of a repository says of it. */
    Map<String, Object> entry() {
        Map<String, Object> entry = new LinkedHashMap<>(about);
        // Helm takes any scalar of YAML for these, and of JSON nothing but a text.
        entry.replaceAll((field, value) -> TEXTS.contains(field) ? String.valueOf(value) : texts(field, value));
        entry.put("digest", digest());
        entry.put("created", "2021-03-01T00:00:00Z");
        entry.put("urls", List.of(fileName()));
        return entry;
    }

    private static Object texts(String field, Object value) {
        if (!field.equals("annotations") || !(value instanceof Map<?, ?> annotations)) {
            return value;
        }
        Map<String, Object> texts = new LinkedHashMap<>();
        annotations.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
        return texts;
    }

    private String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
