package dev.runbook.provider.kube.adapter;

import dev.runbook.json.Json;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The context that a run works in, as programs are told of it: by a first entry of {@code KUBECONFIG} that names it, before
 * the operator's own files. It holds no credentials.
 *
 * @param namespace the context's own
 * @param files the operator's files, in the order in which they count
 */
public record ProgramContext(
        String name, String cluster, String user, String namespace, String server, List<String> files) {

    /** What the first entry says to programs that work in a namespace. */
    public String entry(String wanted) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("apiVersion", "v1");
        entry.put("kind", "Config");
        entry.put("current-context", name);
        if (!wanted.equals(namespace)) {
            Map<String, Object> context = new LinkedHashMap<>();
            context.put("cluster", cluster);
            if (!user.isEmpty()) {
                context.put("user", user);
            }
            context.put("namespace", wanted);
            entry.put("contexts", List.of(Map.of("name", name, "context", context)));
        }
        return Json.line(entry) + "\n";
    }

    /** The value of {@code KUBECONFIG}; programs may work in other folders than we do. */
    public String kubeconfig(Path first) {
        return Stream.concat(Stream.of(first.toString()), files.stream().map(file -> new File(file).getAbsolutePath()))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
