package dev.runbook.rehearsal.chart;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a chart before it is packaged, by their paths inside the chart. */
public record ChartSource(Map<String, byte[]> files) {
    private static final String CODER = "coder/Chart.yaml";
    private static final Pattern MANIFEST_END = Pattern.compile("(?m)^---");
    private static final Pattern WORKLOAD =
            Pattern.compile("(?ms)^kind: (?:Deployment|StatefulSet|DaemonSet|Job)$.*?^  name: ([a-z0-9.-]+)$");

    public ChartSource {
        if (!files.containsKey("Chart.yaml")) {
            throw new IllegalArgumentException("a chart has a file Chart.yaml at its top; these files have none");
        }
        files = new TreeMap<>(files);
    }

    /** A folder with a chart's sources. */
    public static ChartSource folder(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return new ChartSource(files);
    }

    /** The same chart under another name. */
    public ChartSource named(String name) {
        Map<String, byte[]> renamed = new TreeMap<>(files);
        String chart = text("Chart.yaml").replaceAll("(?m)^name:.*$", "name: " + name);
        renamed.put("Chart.yaml", chart.getBytes(StandardCharsets.UTF_8));
        return new ChartSource(renamed);
    }

    /** The small stand-in for Coder's chart that comes with the rehearsals. */
    public static ChartSource coder() throws IOException {
        URL chart = ChartSource.class.getResource(CODER);
        if (chart == null) {
            throw new IOException("the resource " + CODER + " is missing");
        }
        try {
            if (!chart.getProtocol().equals("jar")) {
                Path file = Path.of(chart.toURI());
                return folder(
                        Path.of(file.toString().substring(0, file.toString().length() - "/Chart.yaml".length())));
            }
            String[] sides = chart.toString().substring("jar:".length()).split("!", 2);
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(URI.create(sides[0])))) {
                return folder(jar.getPath(sides[1].substring(0, sides[1].length() - "/Chart.yaml".length())));
            }
        } catch (URISyntaxException e) {
            throw new IOException("the chart at " + chart + " cannot be read", e);
        }
    }

    /** The names of the workloads in its templates, as far as they stand there as they are. */
    public List<String> workloads() {
        return files.keySet().stream()
                .filter(file -> file.startsWith("templates/"))
                .flatMap(file -> MANIFEST_END.splitAsStream(text(file)))
                .map(WORKLOAD::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    String text(String file) {
        byte[] content = files.get(file);
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }
}
