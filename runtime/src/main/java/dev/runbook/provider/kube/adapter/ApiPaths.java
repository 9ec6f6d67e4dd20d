package dev.runbook.provider.kube.adapter;

import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.Pods;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The paths of the API; every name becomes one segment, whatever it holds. */
public final class ApiPaths {
    private ApiPaths() {}

    static String version(String apiVersion) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    }

    static String all(Kind kind, String namespace) {
        String home = kind.namespaced() && !namespace.isEmpty() ? "/namespaces/" + segment(namespace) : "";
        return version(kind.apiVersion()) + home + "/" + kind.plural();
    }

    static String one(Kind kind, String namespace, String name) {
        if (kind.namespaced() && namespace.isEmpty()) {
            throw new IllegalArgumentException("no namespace for " + kind.name() + " " + name);
        }
        return all(kind, namespace) + "/" + segment(name);
    }

    static String pod(Pods.Pod pod) {
        return "/api/v1/namespaces/" + segment(pod.namespace()) + "/pods/" + segment(pod.name());
    }

    static String query(Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(p -> !p.getValue().isEmpty())
                .map(p -> p.getKey() + "=" + segment(p.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    static String segment(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        // These two would be taken for a step in the path.
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }
}
