package dev.runbook.provider.helm;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.json.Json;
import dev.runbook.json.JsonMap;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what helm prints for programs: JSON and YAML. */
final class HelmOutput {
    /** The version at the end of {@code my-chart-2-1.15.0-rc.1}: from the first dash with three numbers behind it. */
    private static final Pattern NAME_AND_VERSION = Pattern.compile("^(.*?)-(v?[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+].*)?)$");

    private HelmOutput() {}

    static List<Helm.Revision> history(String json) {
        List<Helm.Revision> revisions = new ArrayList<>();
        for (JsonMap node : parse(json)) {
            String chart = node.text("chart");
            Matcher m = NAME_AND_VERSION.matcher(chart);
            boolean split = m.matches();
            revisions.add(new Helm.Revision(
                    (int) node.number("revision"),
                    node.text("status"),
                    split ? m.group(1) : chart,
                    split ? m.group(2) : "",
                    node.text("app_version"),
                    node.text("description")));
        }
        return revisions;
    }

    static List<Helm.Repository> repositories(String json) {
        List<Helm.Repository> repositories = new ArrayList<>();
        for (JsonMap node : parse(json)) {
            repositories.add(new Helm.Repository(node.text("name"), node.text("url")));
        }
        return repositories;
    }

    /** The versions that a search found for one chart, as helm orders them: the newest first. */
    static List<String> versions(String json, String chart) {
        List<String> versions = new ArrayList<>();
        for (JsonMap node : parse(json)) {
            if (node.text("name").equals(chart)) {
                versions.add(node.text("version"));
            }
        }
        return versions;
    }

    static Helm.Chart chart(String yaml) {
        Map<String, Object> chart = Yaml.map(yaml, "the chart's Chart.yaml");
        List<String> dependencies = new ArrayList<>();
        if (chart.get("dependencies") instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> dependency) {
                    Stream.of("name", "alias")
                            .map(dependency::get)
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .forEach(dependencies::add);
                }
            }
        }
        return new Helm.Chart(
                text(chart, "name"),
                text(chart, "version"),
                text(chart, "appVersion"),
                text(chart, "description"),
                dependencies);
    }

    private static String text(Map<String, Object> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : String.valueOf(value);
    }

    /** The objects of a list; helm prints null for one that is empty. */
    private static List<JsonMap> parse(String json) {
        try {
            Object printed = Json.first(json);
            if (printed instanceof List<?> list) {
                return JsonMap.objects(list);
            }
            if (printed == Json.Null.NULL) {
                return List.of();
            }
        } catch (IOException e) {
            // Told below: what helm printed is no list at all.
        }
        throw new Failed(Failure.of(
                FailureClass.CommandFailed,
                "helm was asked for JSON and printed something else: "
                        + (json.length() <= 200 ? json : json.substring(0, 200) + "…"),
                "Check that --helm names helm itself and not a wrapper that prints more."));
    }
}
