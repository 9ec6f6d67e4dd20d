package dev.runbook.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.registry.LocalApis;
import dev.runbook.rehearsal.registry.Registry;
import dev.runbook.rehearsal.registry.WriteOptions;
import java.util.List;
import java.util.function.Predicate;

/** What is in a cluster before anybody has installed anything: namespaces, a node, a storage class, the API's service. */
final class InitialObjects {
    private InitialObjects() {}

    /**
     * Puts them there.
     *
     * @param wanted of which kinds
     */
    static void place(Registry registry, Predicate<ResourceType> wanted) {
        for (String namespace : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            absent(registry, "v1", "Namespace", "", named(namespace));
        }
        if (wanted.test(registry.types().known("v1", "Node"))) {
            node(registry);
        }
        if (wanted.test(registry.types().known("apiregistration.k8s.io/v1", "APIService"))) {
            LocalApis.of(registry).register();
        }
        if (wanted.test(registry.types().known("storage.k8s.io/v1", "StorageClass"))) {
            ObjectNode storage = named("standard").put("provisioner", "rehearsal.runbook.dev/memory");
            JsonTrees.child(Meta.of(storage), "annotations").put("storageclass.kubernetes.io/is-default-class", "true");
            put(registry, "storage.k8s.io/v1", "StorageClass", "", storage);
        }
        if (wanted.test(registry.types().known("networking.k8s.io/v1", "IngressClass"))) {
            put(registry, "networking.k8s.io/v1", "IngressClass", "", ingressClass());
        }
        ObjectNode service = named("kubernetes");
        ObjectNode spec = service.putObject("spec").put("clusterIP", "10.96.0.1");
        spec.putArray("ports").addObject().put("name", "https").put("port", 443).put("targetPort", 6443);
        absent(registry, "v1", "Service", "default", service);
    }

    private static void absent(Registry registry, String apiVersion, String kind, String namespace, ObjectNode object) {
        if (registry.store()
                .get(registry.types().known(apiVersion, kind).key(namespace, Meta.name(object)))
                .isEmpty()) {
            put(registry, apiVersion, kind, namespace, object);
        }
    }

    private static void node(Registry registry) {
        ResourceType nodes = registry.types().known("v1", "Node");
        ObjectNode node = named("rehearsal-node-1");
        JsonTrees.child(Meta.of(node), "labels").put("kubernetes.io/hostname", "rehearsal-node-1");
        put(registry, "v1", "Node", "", node);
        registry.updateStatus(nodes.key("", "rehearsal-node-1"), object -> {
            ObjectNode status = JsonTrees.child(object, "status");
            status.putArray("conditions")
                    .addObject()
                    .put("type", "Ready")
                    .put("status", "True")
                    .put("reason", "KubeletReady")
                    .put("lastTransitionTime", Meta.now());
            status.putArray("addresses").addObject().put("type", "InternalIP").put("address", "192.0.2.1");
            status.putObject("nodeInfo").put("kubeletVersion", "v1.34.0").put("architecture", "amd64");
            status.putObject("capacity").put("cpu", "8").put("memory", "32Gi").put("pods", "110");
            status.putObject("allocatable")
                    .put("cpu", "8")
                    .put("memory", "32Gi")
                    .put("pods", "110");
            return object;
        });
    }

    private static ObjectNode ingressClass() {
        ObjectNode ingressClass = named("nginx");
        ingressClass.putObject("spec").put("controller", "k8s.io/ingress-nginx");
        return ingressClass;
    }

    private static ObjectNode named(String name) {
        ObjectNode object = JsonTrees.object();
        object.putObject("metadata").put("name", name);
        return object;
    }

    private static void put(Registry registry, String apiVersion, String kind, String namespace, ObjectNode object) {
        registry.create(registry.types().known(apiVersion, kind), namespace, object, WriteOptions.INTERNAL);
    }
}
