package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.util.Map;

/** Looks at the node ports that a Service asks for: the server gives out none in a dry run, and refuses none. */
record NodePorts(ShadowState state) {
    private static final int FIRST = 30_000;
    private static final int LAST = 32_767;

    /** Refuses a port that the server may refuse: outside the usual range, or held by another Service. */
    void requireFree(ResourceAddress where, ObjectNode wanted, Sender sender) throws InterruptedException {
        if (!where.is("", "services")) {
            return;
        }
        for (ObjectNode port : JsonTrees.objects(JsonTrees.at(wanted, "spec", "ports"))) {
            int number = port.path("nodePort").asInt();
            if (number != 0 && (number < FIRST || number > LAST)) {
                throw ApiError.cannotPreview(
                        "node port %d of service %s is not between %d and %d, which most servers give out"
                                .formatted(number, where.name(), FIRST, LAST));
            }
            if (number != 0) {
                requireUnheld(where, number, sender);
            }
        }
    }

    private void requireUnheld(ResourceAddress where, int number, Sender sender) throws InterruptedException {
        LiveServer.ServerReply reply = state.gate().read(where.in("").collection(), Map.of(), ShadowState.JSON, sender);
        if (!reply.isSuccess()) {
            return;
        }
        for (ObjectNode service : JsonTrees.objects(ShadowState.object(reply).path("items"))) {
            ResourceAddress holder = where.in(Meta.namespace(service)).named(Meta.name(service));
            boolean holds = JsonTrees.objects(JsonTrees.at(service, "spec", "ports")).stream()
                    .anyMatch(port -> port.path("nodePort").asInt() == number);
            boolean itself = holder.key().equals(where.key());
            boolean deleted =
                    state.overlay().get(holder.key()).orElse(null) instanceof Overlay.ObjectState.DeletedObject;
            if (holds && !itself && !deleted) {
                throw ApiError.cannotPreview("node port %d of service %s is held by service %s in namespace %s"
                        .formatted(number, where.name(), Meta.name(service), Meta.namespace(service)));
            }
        }
    }
}
