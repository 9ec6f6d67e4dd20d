package dev.runbook.provider.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what helm prints for programs: JSON and YAML. */
final class HelmOutput {
    /** The version at the end of {@code my-chart-2-1.15.0-rc.1}: from the first dash with three numbers behind it. */
    private static final Pattern NAME_AND_VERSION = Pattern.compile("^(.*?)-(v?[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+].*)?)$");

    private static final ObjectMapper JSON = new ObjectMapper();

    private HelmOutput() {}

    static List<Helm.Revision> history(String json) {
        List<Helm.Revision> revisions = new ArrayList<>();
        for (JsonNode node : parse(json)) {
            String chart = node.path("chart").asText();
            Matcher m = NAME_AND_VERSION.matcher(chart);
            boolean split = m.matches();
            revisions.add(new Helm.Revision(
                    node.path("revision").asInt(),
                    node.path("status").asText(),
                    split ? m.group(1) : chart,
                    split ? m.group(2) : "",
                    node.path("app_version").asText(),
                    node.path("description").asText()));
        }
        return revisions;
    }

    static List<Helm.Repository> repositories(String json) {
        List<Helm.Repository> repositories = new ArrayList<>();
        for (JsonNode node : parse(json)) {
            repositories.add(new Helm.Repository(
                    node.path("name").asText(), node.path("url").asText()));
        }
        return repositories;
    }

    /** The versions that a search found for one chart, as helm orders them: the newest first. */
    static List<String> versions(String json, String chart) {
        List<String> versions = new ArrayList<>();
        for (JsonNode node : parse(json)) {
            if (node.path("name").asText().equals(chart)) {
                versions.add(node.path("version").asText());
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

    private static JsonNode parse(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node != null && (node.isArray() || node.isNull())) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // Told below: what helm printed is no list at all.
        }
        throw new Failed(Failure.of(
                FailureClass.CommandFailed,
                "helm was asked for JSON and printed something else: "
                        + (json.length() <= 200 ? json : json.substring(0, 200) + "…"),
                "Check that --helm names helm itself and not a wrapper that prints more."));
    }
}
