package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.live.LiveServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which groups of the API the server answers itself: behind the others stands a server that may not know dry runs. */
final class LocalGroups {
    private static final Set<String> BUILT_IN = Set.of(
            "",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "apps",
            "authorization.k8s.io",
            "autoscaling",
            "batch",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "flowcontrol.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io");

    private final DryRunGate gate;
    private @Nullable Map<String, Boolean> known;
    private boolean told;

    LocalGroups(DryRunGate gate) {
        this.gate = gate;
    }

    /** What is in no list is not local: it may be a server's of its own that was registered a moment ago. */
    synchronized boolean isLocal(String group, String version) throws InterruptedException {
        if (known == null) {
            Optional<Map<String, Boolean>> asked = ask();
            told = asked.isPresent();
            known = asked.orElse(Map.of());
        }
        Boolean local = known.get(version + "." + group);
        if (local == null && told) {
            // A definition that came meanwhile.
            known = ask().orElse(known);
            local = known.get(version + "." + group);
        }
        return local == null ? !told && BUILT_IN.contains(group) : local;
    }

    private Optional<Map<String, Boolean>> ask() throws InterruptedException {
        ResourceAddress services = new ResourceAddress("apiregistration.k8s.io", "v1", "apiservices", "", "", "");
        LiveServer.ServerReply reply = gate.read(services, Map.of(), "application/json", DryRunGate.Sender.SELF);
        if (!reply.isSuccess()) {
            return Optional.empty();
        }
        try {
            JsonNode list = JsonTrees.read(reply.body());
            Map<String, Boolean> groups = new HashMap<>();
            for (ObjectNode service : JsonTrees.objects(list.path("items"))) {
                groups.put(Meta.name(service), !JsonTrees.at(service, "spec").hasNonNull("service"));
            }
            groups.putIfAbsent("v1.", groups.getOrDefault("v1", true));
            // What answers this very list is no entry of it.
            groups.put("v1.apiregistration.k8s.io", true);
            return Optional.of(groups);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
