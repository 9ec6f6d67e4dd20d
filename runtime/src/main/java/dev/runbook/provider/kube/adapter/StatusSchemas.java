package dev.runbook.provider.kube.adapter;

import dev.runbook.json.Json;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the kinds of CRDs have conditions in their status, by their schema; remembered for the run. An account that may
 * not read CRDs finds the same in what the server publishes of its API.
 */
final class StatusSchemas {
    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";

    /** Groups of the server itself whose names have dots, as those of CRDs have. */
    private static final Set<String> OF_THE_SERVER = Set.of(
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "flowcontrol.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "rbac.authorization.k8s.io",
            "resource.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io");

    private final Transport transport;
    private final Map<Kind, Boolean> known = new ConcurrentHashMap<>();

    StatusSchemas(Transport transport) {
        this.transport = transport;
    }

    boolean haveConditions(Kind kind) throws InterruptedException {
        int slash = kind.apiVersion().indexOf('/');
        String group = slash < 0 ? "" : kind.apiVersion().substring(0, slash);
        if (!group.contains(".") || OF_THE_SERVER.contains(group)) {
            return false;
        }
        Boolean told = known.get(kind);
        if (told == null) {
            told = ask(kind, group, kind.apiVersion().substring(slash + 1));
            known.put(kind, told);
        }
        return told;
    }

    private boolean ask(Kind kind, String group, String version) throws InterruptedException {
        Transport.HttpReply crd = transport.get(CRDS + ApiPaths.segment(kind.plural() + "." + group));
        if (crd.status() == 200) {
            return maps(object(crd).at("spec", "versions").orElse(List.of())).stream()
                    .filter(each -> each.text("name").filter(version::equals).isPresent())
                    .anyMatch(each -> each.at("schema", "openAPIV3Schema")
                            .filter(StatusSchemas::declares)
                            .isPresent());
        }
        Transport.HttpReply published =
                transport.get("/openapi/v3/apis/" + ApiPaths.segment(group) + "/" + ApiPaths.segment(version));
        if (published.status() != 200
                || !(object(published).at("components", "schemas").orElse("") instanceof Map<?, ?> schemas)) {
            return false;
        }
        return schemas.values().stream()
                .filter(schema -> maps(at(schema, "x-kubernetes-group-version-kind")).stream()
                        .anyMatch(each ->
                                each.text("kind").filter(kind.name()::equals).isPresent()))
                .anyMatch(StatusSchemas::declares);
    }

    private static boolean declares(Object schema) {
        return schema instanceof Map<?, ?>
                && at(at(at(at(schema, "properties"), "status"), "properties"), "conditions") instanceof Map<?, ?>;
    }

    private static Object at(Object map, String key) {
        Object found = map instanceof Map<?, ?> entries ? entries.get(key) : null;
        return found == null ? "" : found;
    }

    private static List<KubeObject> maps(Object list) {
        return list instanceof List<?> items
                ? items.stream()
                        .filter(Map.class::isInstance)
                        .map(item -> {
                            Map<String, Object> map = new LinkedHashMap<>();
                            ((Map<?, ?>) item).forEach((key, value) -> map.put(String.valueOf(key), value));
                            return new KubeObject(map);
                        })
                        .toList()
                : List.of();
    }

    /** What is no JSON says nothing of a schema. */
    private static KubeObject object(Transport.HttpReply reply) {
        try {
            return new KubeObject(Json.object(reply.body()));
        } catch (IOException garbled) {
            return new KubeObject(Map.of());
        }
    }
}
