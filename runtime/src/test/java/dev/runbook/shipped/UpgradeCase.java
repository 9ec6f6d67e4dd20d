package dev.runbook.shipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An update of a small chart.
 *
 * @param first what version 1.0.0 of the chart has beside the ServiceAccount of both
 * @param next what version 2.0.0 has
 * @param before manifests that somebody else has applied before
 * @param options of the update
 * @param verdict the beginning of what the plan says
 * @param words what it says besides
 * @param exit of the run
 */
record UpgradeCase(
        String name,
        String first,
        String next,
        String before,
        List<String> options,
        String verdict,
        List<String> words,
        int exit) {
    static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: %s}}
              template:
                metadata: {labels: {app: %s}}
                spec: {containers: [{name: web, image: "example.com/web:%s"}]}
            """;

    static final String FIRST = DEPLOYMENT.formatted("web", "web", "1");

    /** Those that a plan is held against. */
    static final List<UpgradeCase> LADDER = List.of(
            new UpgradeCase(
                    "clean",
                    DEPLOYMENT.formatted("web", "web", "2") + """
                    ---
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings}
                    """,
                    List.of(),
                    "WILL SUCCEED",
                    List.of("1 new", "deployment/web", "web:1 → ", "configmap/settings"),
                    0),
            new UpgradeCase(
                    "selector, least",
                    DEPLOYMENT.formatted("shop", "shop", "2"),
                    List.of(),
                    "WILL FAIL AND BE RECOVERED",
                    List.of(
                            "field is immutable: deployment/web",
                            "replace",
                            "(or recovery=reinstall: uninstall the release",
                            "Also prepared for: OperationInProgress,",
                            "Not knowable: that pods start and images pull."),
                    0),
            new UpgradeCase(
                    "selector, reinstall",
                    DEPLOYMENT.formatted("shop", "shop", "2"),
                    List.of("recovery=reinstall"),
                    "WILL FAIL AND BE RECOVERED",
                    List.of(
                            "field is immutable: deployment/web",
                            "uninstall",
                            "(or recovery=least: replace what cannot be changed)"),
                    0),
            new UpgradeCase(
                    "a port that no service may have", FIRST + """
                    ---
                    apiVersion: v1
                    kind: Service
                    metadata: {name: web}
                    spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 99999}]}
                    """, List.of(), "CANNOT BE KNOWN", List.of("99999"), 1),
            new UpgradeCase(
                    "a name that no object may have", FIRST + """
                    ---
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: "bad name"}
                    """, List.of(), "WILL FAIL:", List.of("bad name"), 1),
            new UpgradeCase(
                    "a hook that the server does not take", FIRST + """
                    ---
                    apiVersion: v1
                    kind: Service
                    metadata: {name: before, annotations: {helm.sh/hook: pre-upgrade}}
                    spec: {ports: [{port: 99999}]}
                    """, List.of(), "WILL FAIL:", List.of("99999"), 1),
            new UpgradeCase(
                    "a chart that does not render",
                    "{{ fail \"set a host\" }}",
                    List.of(),
                    "WILL FAIL:",
                    List.of("set a host"),
                    1));

    UpgradeCase(String name, String next, List<String> options, String verdict, List<String> words, int exit) {
        this(name, FIRST, next, "", options, verdict, words, exit);
    }

    private static final String BALANCED = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: front}
            spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
            """;

    private static final String SECRET = """
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: password}
            stringData:
              {{- $old := lookup "v1" "Secret" .Release.Namespace "password" }}
              password: {{ if $old }}{{ $old.data.password | b64dec }}{{ else }}{{ randAlphaNum 20 }}{{ end }}
            """;

    private static final String CLAIM = """
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            """;

    private static final String SET = """
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: store}
            spec:
              serviceName: %s
              replicas: 2
              selector: {matchLabels: {app: store}}
              template:
                metadata: {labels: {app: store}}
                spec: {containers: [{name: store, image: "example.com/store:1"}]}
            """;

    /** Those in which more is there before, and more is lost. */
    static final List<UpgradeCase> WITH_LOSSES = List.of(
            further(
                    "an address and a password go with the release",
                    FIRST + BALANCED + SECRET,
                    DEPLOYMENT.formatted("shop", "shop", "2") + BALANCED + SECRET,
                    "",
                    List.of("recovery=reinstall"),
                    0),
            further(
                    "a password that the chart looks up stays",
                    FIRST + BALANCED + SECRET,
                    DEPLOYMENT.formatted("web", "web", "2") + BALANCED + SECRET,
                    "",
                    List.of(),
                    0),
            further(
                    "a claim that the next chart has not",
                    FIRST + CLAIM,
                    DEPLOYMENT.formatted("web", "web", "2"),
                    "",
                    List.of(),
                    0),
            further(
                    "a stateful set whose service has another name",
                    FIRST + SET.formatted("store"),
                    DEPLOYMENT.formatted("web", "web", "2") + SET.formatted("other"),
                    "",
                    List.of(),
                    0),
            further("an object of nobody", FIRST, FIRST + """
                    ---
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings}
                    data: {title: ours}
                    """, """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings}
                    data: {title: theirs}
                    """, List.of(), 0),
            further("a kind that the cluster does not serve", FIRST, FIRST + """
                    ---
                    apiVersion: nobody.example/v1
                    kind: Thing
                    metadata: {name: thing}
                    """, "", List.of(), 1),
            further("a quota that is full", FIRST, FIRST + """
                    ---
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings}
                    """, """
                    apiVersion: v1
                    kind: ResourceQuota
                    metadata: {name: full}
                    spec: {hard: {count/configmaps: "1"}}
                    """, List.of(), 1));

    private static UpgradeCase further(
            String name, String first, String next, String before, List<String> options, int exit) {
        return new UpgradeCase(name, first, next, before, options, "", List.of(), exit);
    }

    /** Writes both versions of the chart into a folder. */
    void charts(Path folder) throws IOException {
        chart(folder, "1.0.0", first);
        chart(folder, "2.0.0", next);
    }

    static void chart(Path folder, String version, String objects) throws IOException {
        Path templates = Files.createDirectories(folder.resolve(version).resolve("templates"));
        Files.writeString(
                folder.resolve(version).resolve("Chart.yaml"), "apiVersion: v2\nname: app\nversion: " + version + "\n");
        Files.writeString(templates.resolve("objects.yaml"), objects);
        Files.writeString(templates.resolve("account.yaml"), """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: web}
                """);
    }

    @Override
    public String toString() {
        return name;
    }
}
