package dev.runbook.provider.helm;

import com.google.re2j.Pattern;
import dev.runbook.json.Json;
import dev.runbook.json.JsonMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The chart that helm keeps with a revision, without the charts that it depends on: those are not kept. */
record StoredChart(JsonMap content) {
    String name() {
        return content.object("metadata").text("name");
    }

    String version() {
        return content.object("metadata").text("version");
    }

    /** The chart's own values. */
    Map<?, ?> defaults() {
        return content.object("values").fields();
    }

    /** Whether all of it is kept, so that it can be rendered again. */
    boolean whole() {
        return !content.objects("templates").isEmpty()
                && content.object("metadata").objects("dependencies").isEmpty();
    }

    /** Whether its templates or its schema name a value by this path, or write out the table that it is in. */
    boolean reads(String path) {
        int dot = path.lastIndexOf('.');
        String end = path.substring(path.lastIndexOf('.', dot - 1) + 1);
        Pattern key = Pattern.compile("\\." + Pattern.quote(end) + "\\b");
        Pattern table = Pattern.compile("(?:toYaml|toJson|range|tpl)[^}]{0,80}\\.Values\\."
                + Pattern.quote(path.substring(0, Math.max(dot, 0))) + "[\\s)}]");
        return content.objects("templates").stream()
                        .map(file -> new String(decoded(file.text("data")), StandardCharsets.UTF_8))
                        .anyMatch(text -> key.matcher(text).find()
                                || (dot > 0 && table.matcher(text).find()))
                || schemaPaths().contains(path);
    }

    /** The paths of all values that its schema names. */
    Set<String> schemaPaths() {
        Set<String> paths = new LinkedHashSet<>();
        try {
            collect("", JsonMap.of(new String(decoded(content.text("schema")), StandardCharsets.UTF_8)), paths);
        } catch (IOException noSchema) {
            // The same as one that names nothing.
        }
        return paths;
    }

    private static void collect(String path, JsonMap schema, Set<String> paths) {
        JsonMap properties = schema.object("properties");
        for (Object name : properties.fields().keySet()) {
            String key = String.valueOf(name);
            String here = path.isEmpty() ? key : path + "." + key;
            paths.add(here);
            collect(here, properties.object(key), paths);
        }
    }

    /** Its files by their paths, as helm reads a chart from a folder. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Chart.yaml", json(content.object("metadata").fields()));
        files.put("values.yaml", json(defaults()));
        if (!content.text("schema").isEmpty()) {
            files.put("values.schema.json", decoded(content.text("schema")));
        }
        for (String list : new String[] {"templates", "files"}) {
            for (JsonMap file : content.objects(list)) {
                files.putIfAbsent(file.text("name"), decoded(file.text("data")));
            }
        }
        return files;
    }

    /** JSON is YAML, too. */
    static byte[] json(Map<?, ?> fields) {
        Map<String, Object> named = new LinkedHashMap<>();
        fields.forEach((key, value) -> named.put(String.valueOf(key), value));
        return Json.line(named).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return base64.getBytes(StandardCharsets.UTF_8);
        }
    }
}
