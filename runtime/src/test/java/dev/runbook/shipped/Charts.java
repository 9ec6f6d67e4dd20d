package dev.runbook.shipped;

import dev.runbook.rehearsal.chart.ChartSource;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The charts of the tests, as sources: what a version changes stands in the templates as a condition on the version. */
final class Charts {
    private static final String VALUES = """
            # How users reach it.
            host: ""
            # Annotations of the service that has the public address.
            service: {}
            pods: {}
            replicas: 1
            accounts: {}
            """;

    private static final String ACCOUNTS = """
            {{- if semverCompare ">=1.16.0-0" .Chart.Version }}
            {{- range $name, $on := .Values.accounts }}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: {{ $name }}, namespace: {{ $.Release.Namespace }}}
            {{- end }}
            {{- end }}
            """;

    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: {{ .Release.Name }}-config}
            data: {host: {{ .Values.host | quote }}, version: {{ .Chart.Version | quote }}}
            """;

    private static final String SERVER = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: {{ .Release.Name }}d}
            spec:
              replicas: {{ .Values.replicas }}
              selector:
                matchLabels: {{ template "labels" . }}
              template:
                metadata:
                  labels: {{ template "labels" . }}
                  annotations: {{ toJson .Values.pods }}
                spec:
                  containers: [{name: main, image: "example.com/{{ .Release.Name }}:{{ .Chart.Version }}"}]
            """;

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: ingress-nginx
              annotations: {{ toJson .Values.service }}
            spec:
              type: LoadBalancer
              selector: {app: {{ .Release.Name }}}
              ports: [{name: http, port: 80}]
            """;

    /** From 1.16.1 on the selector is another one, which no server lets anyone change. */
    private static final String HELPERS = """
            {{ define "labels" -}}
            {app: {{ .Release.Name }}{{ if semverCompare ">=1.16.1-0" .Chart.Version }}, part: server{{ end }}}
            {{- end }}
            """;

    private Charts() {}

    /** A server, its settings and a load balancer; from 1.16.0 on also the service accounts that the values name. */
    static ChartSource coder() {
        return coder(Map.of());
    }

    /** The same with further templates. */
    static ChartSource coder(Map<String, String> further) {
        Map<String, String> templates = new TreeMap<>(Map.of(
                "_helpers.tpl", HELPERS,
                "accounts.yaml", ACCOUNTS,
                "config.yaml", CONFIG,
                "server.yaml", SERVER,
                "service.yaml", SERVICE));
        templates.putAll(further);
        return chart("coder", VALUES, templates);
    }

    /** The server of that chart, with an annotation of its pods that may depend on the version. */
    static String server(String condition, String annotation) {
        return SERVER.replace(
                "{{ toJson .Values.pods }}",
                "{{ if semverCompare \"%s\" .Chart.Version }}{%s}{{ else }}{}{{ end }}"
                        .formatted(condition, annotation));
    }

    static ChartSource chart(String name, String values, Map<String, String> templates) {
        return chart(
                "apiVersion: v2\nname: " + name + "\nversion: 0.0.0\nappVersion: 0.0.0\n", values, templates, Map.of());
    }

    /**
     * Any chart at all.
     *
     * @param about its Chart.yaml
     * @param files further files, by their paths inside the chart
     */
    static ChartSource chart(String about, String values, Map<String, String> templates, Map<String, String> files) {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("Chart.yaml", bytes(about));
        all.put("values.yaml", bytes(values));
        templates.forEach((file, text) -> all.put("templates/" + file, bytes(text)));
        files.forEach((file, text) -> all.put(file, bytes(text)));
        return new ChartSource(all);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
