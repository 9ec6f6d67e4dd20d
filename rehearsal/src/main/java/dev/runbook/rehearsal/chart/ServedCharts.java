package dev.runbook.rehearsal.chart;

import dev.runbook.rehearsal.api.JsonTrees;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A few charts, which every repository has. */
public record ServedCharts(List<ChartPackage> packages) implements Repositories {
    /** The file that a repository is known by. */
    public static final String INDEX = "index.yaml";

    @Override
    public RepositoryAnswer get(URI address) {
        String file = file(address);
        if (file.equals(INDEX)) {
            return RepositoryAnswer.of(index().getBytes(StandardCharsets.UTF_8));
        }
        return packages.stream()
                .filter(chart -> chart.fileName().equals(file))
                .findFirst()
                .map(chart -> RepositoryAnswer.of(chart.archive()))
                .orElseGet(() -> RepositoryAnswer.none("the rehearsal has "
                        + packages.stream().map(ChartPackage::fileName).collect(Collectors.joining(", "))));
    }

    /** What stands behind the last slash. */
    public static String file(URI address) {
        String path = address.getPath() == null ? "" : address.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** All JSON is YAML. */
    private String index() {
        Map<String, List<Map<String, Object>>> entries = new TreeMap<>();
        for (ChartPackage chart : packages) {
            entries.computeIfAbsent(chart.name(), _ -> new ArrayList<>()).add(chart.entry());
        }
        return JsonTrees.fromMap(Map.of("apiVersion", "v1", "entries", entries)).toString();
    }
}
