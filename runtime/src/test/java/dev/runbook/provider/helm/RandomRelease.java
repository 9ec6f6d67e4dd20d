package dev.runbook.provider.helm;

import dev.runbook.json.Json;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A release made up by chance: what its chart had and has, what is in the cluster of it, and what others have put there,
 * owned by each other.
 */
final class RandomRelease {
    static final String HOME = "shop";
    private static final String ELSEWHERE = "elsewhere";
    private static final List<String> OF_CHARTS = List.of(
            "PersistentVolumeClaim",
            "PersistentVolumeClaim",
            "Secret",
            "Secret",
            "ConfigMap",
            "Service",
            "StatefulSet",
            "Deployment",
            "Ingress",
            "NetworkPolicy",
            "Thing",
            "Zone",
            "CustomResourceDefinition",
            "Namespace");
    private static final List<String> OF_OTHERS =
            List.of("PersistentVolumeClaim", "Secret", "Thing", "Zone", "ConfigMap", "Deployment", "StatefulSet");

    final ClusterInMemory cluster = new ClusterInMemory();
    /** What helm has stored, what it would render next, and what it would render if asked once more. */
    final List<KubeObject> stored = new ArrayList<>();

    final List<KubeObject> next = new ArrayList<>();
    final List<KubeObject> again = new ArrayList<>();

    private final Random random;
    private int made;

    RandomRelease(long seed) {
        random = new Random(seed);
        int members = 1 + random.nextInt(6);
        for (int i = 0; i < members; i++) {
            member(OF_CHARTS.get(random.nextInt(OF_CHARTS.size())));
        }
        int others = random.nextInt(6);
        for (int i = 0; i < others; i++) {
            other(OF_OTHERS.get(random.nextInt(OF_OTHERS.size())));
        }
    }

    Random random() {
        return random;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private void member(String kindName) {
        Kind kind = ClusterInMemory.named(kindName);
        String name = name(kindName);
        if (cluster.get(kind, "", name).isPresent()) {
            return;
        }
        String value = base64(chance(30) ? "given" : "secret-" + made);
        boolean was = chance(85);
        boolean comes = chance(55);
        boolean renewed = chance(40);
        Map<String, Object> content = content(kind, name, HOME, value);
        if (was) {
            stored.add(new KubeObject(kept(content, chance(15))));
        }
        if (comes) {
            next.add(new KubeObject(kindName.equals("Secret") && renewed ? anew(content) : content));
            again.add(new KubeObject(kindName.equals("Secret") && renewed ? anew(content) : content));
        }
        // What only the next chart has may be there, too: of nobody before, or left by an upgrade that failed.
        if (chance(was ? 90 : 40)) {
            KubeObject live = live(kept(content, chance(15)), List.of());
            if (kindName.equals("StatefulSet")) {
                claimsOf(live);
            }
        }
    }

    /** Claims of a StatefulSet belong to it only where they are to go with it. */
    private void claimsOf(KubeObject set) {
        boolean whenDeleted = chance(50);
        for (int i = 0; i <= random.nextInt(2); i++) {
            String name = "data-" + set.name() + "-" + i;
            Kind kind = ClusterInMemory.named("PersistentVolumeClaim");
            live(content(kind, name, HOME, ""), whenDeleted ? List.of(set.uid()) : List.of());
        }
    }

    private void other(String kindName) {
        Kind kind = ClusterInMemory.named(kindName);
        List<KubeObject> before = List.copyOf(cluster.objects);
        String home = chance(75) ? HOME : ELSEWHERE;
        List<String> owners = new ArrayList<>();
        if (!before.isEmpty() && chance(80)) {
            for (int i = 0; i <= random.nextInt(2); i++) {
                KubeObject owner = before.get(random.nextInt(before.size()));
                // An owner is in the same namespace or in none.
                if (owner.kind().equals("Zone")
                        || (kind.namespaced() && owner.namespace().equals(home))) {
                    owners.add(owner.uid());
                }
            }
            if (!owners.isEmpty() && chance(15)) {
                owners.add("long-gone");
            }
        }
        live(content(kind, name(kindName), home, base64("of-others-" + made)), owners);
    }

    private String name(String kind) {
        return switch (kind) {
            case "CustomResourceDefinition" -> chance(50) ? "things.example.com" : "zones.example.com";
            case "Namespace" -> ELSEWHERE;
            default -> "o" + made++;
        };
    }

    private Map<String, Object> content(Kind kind, String name, String namespace, String value) {
        Map<String, Object> metadata = new LinkedHashMap<>(Map.of("name", name));
        if (kind.namespaced()) {
            metadata.put("namespace", namespace);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", kind.apiVersion());
        content.put("kind", kind.name());
        content.put("metadata", metadata);
        switch (kind.name()) {
            case "Secret" -> content.put("data", Map.of("password", value));
            case "Service" ->
                content.put(
                        "spec",
                        Map.of(
                                "type",
                                List.of("ClusterIP", "NodePort", "LoadBalancer").get(made % 3)));
            case "CustomResourceDefinition" ->
                content.put(
                        "spec",
                        Map.of(
                                "group",
                                "example.com",
                                "names",
                                Map.of("kind", name.startsWith("things") ? "Thing" : "Zone"),
                                "versions",
                                List.of(Map.of("name", "v1", "served", true))));
            default -> {
                // Its metadata is all that counts.
            }
        }
        return content;
    }

    private Map<String, Object> anew(Map<String, Object> secret) {
        Map<String, Object> copy = new LinkedHashMap<>(secret);
        copy.put("data", Map.of("password", base64("made-up-" + random.nextLong())));
        return copy;
    }

    private static Map<String, Object> kept(Map<String, Object> content, boolean keep) {
        return keep ? with(content, "annotations", Map.of("helm.sh/resource-policy", "keep")) : content;
    }

    private KubeObject live(Map<String, Object> content, List<String> owners) {
        Map<String, Object> there = with(content, "uid", "uid-" + cluster.objects.size());
        if (!owners.isEmpty()) {
            there = with(
                    there,
                    "ownerReferences",
                    owners.stream().map(this::reference).toList());
        }
        if ("PersistentVolumeClaim".equals(content.get("kind")) && chance(70)) {
            Map<String, Object> spec = new LinkedHashMap<>();
            spec.put("volumeName", "pv-" + cluster.objects.size());
            there.put("spec", spec);
        }
        KubeObject object = new KubeObject(there);
        cluster.objects.add(object);
        return object;
    }

    private Map<String, Object> reference(String uid) {
        return cluster.objects.stream()
                .filter(object -> object.uid().equals(uid))
                .findFirst()
                .map(owner -> Map.<String, Object>of(
                        "apiVersion", owner.apiVersion(), "kind", owner.kind(), "name", owner.name(), "uid", uid))
                .orElse(Map.of("apiVersion", "v1", "kind", "ConfigMap", "name", uid, "uid", uid));
    }

    private static Map<String, Object> with(Map<String, Object> content, String field, Object value) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        ((Map<?, ?>) content.getOrDefault("metadata", Map.of())).forEach((k, v) -> metadata.put(String.valueOf(k), v));
        metadata.put(field, value);
        Map<String, Object> copy = new LinkedHashMap<>(content);
        copy.put("metadata", metadata);
        return copy;
    }

    static String manifest(List<KubeObject> objects) {
        return objects.stream()
                .map(object -> "---\n" + Json.line(object.content()) + "\n")
                .collect(Collectors.joining());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
