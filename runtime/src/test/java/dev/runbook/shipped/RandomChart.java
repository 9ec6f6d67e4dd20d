package dev.runbook.shipped;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Two versions of a chart that are made up by chance, and objects beside them: what can be lost, and what an upgrade
 * stumbles over.
 *
 * @param first templates of 1.0.0
 * @param next templates of 2.0.0
 * @param keptLive whether somebody has marked the claim itself as kept
 * @param owner what owns a claim that is in no chart, as kind and name; empty where there is none
 */
record RandomChart(String first, String next, boolean defines, boolean keptLive, String owner) {
    private static final String KEEP = "helm.sh/resource-policy: keep";

    static RandomChart of(Random random) {
        List<String> first = new ArrayList<>();
        List<String> next = new ArrayList<>();
        first.add(deployment("app"));
        next.add(deployment(random.nextInt(3) == 0 ? "other" : "app"));
        if (random.nextInt(3) > 0) {
            first.add(statefulSet("db"));
            either(next, random, statefulSet("db"), statefulSet("elsewhere"), statefulSet("elsewhere"));
        }
        if (random.nextInt(3) > 0) {
            boolean keep = random.nextInt(3) == 0;
            first.add(claim(keep));
            either(next, random, claim(keep), claim(!keep));
        }
        if (random.nextInt(2) == 0) {
            String secret = secret(random.nextBoolean());
            first.add(secret);
            either(next, random, secret, secret);
        }
        boolean defines = random.nextInt(5) < 2;
        if (defines) {
            boolean keep = random.nextInt(3) == 0;
            first.add(definition(keep, "Namespaced"));
            either(next, random, definition(keep, "Namespaced"), definition(keep, "Cluster"));
        }
        if (random.nextInt(3) == 0) {
            first.add(job());
            next.add(job());
        }
        first.add(configMap());
        either(next, random, configMap());
        if (random.nextInt(3) == 0) {
            String hook = hook(random.nextBoolean(), random.nextBoolean());
            first.add(hook);
            next.add(hook);
        }
        String owner = switch (random.nextInt(4)) {
            case 0 -> "configmap board";
            case 1 -> "deployment app";
            case 2 -> defines ? "widget one" : "";
            default -> "";
        };
        return new RandomChart(
                String.join("---\n", first), String.join("---\n", next), defines, random.nextInt(4) == 0, owner);
    }

    /** One of these, or none of them. */
    private static void either(List<String> objects, Random random, String... choices) {
        int choice = random.nextInt(choices.length + 1);
        if (choice < choices.length) {
            objects.add(choices[choice]);
        }
    }

    private static String deployment(String selector) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app}
                spec:
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec: {containers: [{name: main, image: "example.com/app:{{ .Chart.Version }}"}]}
                """.formatted(selector);
    }

    private static String statefulSet(String service) {
        return """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec:
                  serviceName: %s
                  selector: {matchLabels: {app: db}}
                  template:
                    metadata: {labels: {app: db}}
                    spec: {containers: [{name: main, image: "example.com/db:1"}]}
                  volumeClaimTemplates:
                    - metadata: {name: data}
                      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """.formatted(service);
    }

    private static String claim(boolean keep) {
        return """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: files, annotations: {%s}}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """.formatted(keep ? KEEP : "");
    }

    private static String secret(boolean looksUp) {
        String value = looksUp
                ? "{{ $old := lookup \"v1\" \"Secret\" .Release.Namespace \"auth\" }}\n"
                        + "stringData: {password: {{ if $old }}{{ $old.data.password | b64dec | quote }}"
                        + "{{ else }}{{ randAlphaNum 16 | quote }}{{ end }}}\n"
                : "stringData: {password: {{ randAlphaNum 16 | quote }}}\n";
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: auth}\n" + value;
    }

    private static String definition(boolean keep, String scope) {
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.GROUP, annotations: {%s}}
                spec:
                  group: GROUP
                  scope: %s
                  names: {plural: widgets, singular: widget, kind: Widget}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """.formatted(keep ? KEEP : "", scope);
    }

    private static String job() {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate}
                spec:
                  template:
                    spec: {restartPolicy: Never, containers: [{name: main, image: "example.com/migrate:{{ .Chart.Version }}"}]}
                """;
    }

    private static String configMap() {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: board}\ndata: {of: chart}\n";
    }

    /** Helm makes the object of a hook anew each time, unless the hook says otherwise. */
    private static String hook(boolean upgrades, boolean claims) {
        String metadata = "metadata: {name: hooked, annotations: {helm.sh/hook: \"pre-install%s\"}}\n"
                .formatted(upgrades ? ",pre-upgrade" : "");
        return claims
                ? "apiVersion: v1\nkind: PersistentVolumeClaim\n" + metadata
                        + "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n"
                : "apiVersion: v1\nkind: Secret\n" + metadata
                        + "stringData: {password: {{ randAlphaNum 16 | quote }}}\n";
    }
}
