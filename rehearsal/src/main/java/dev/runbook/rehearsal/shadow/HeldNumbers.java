package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.util.Map;
import java.util.function.Predicate;

/** Looks at the node ports and the address that a Service asks for: the server gives out none in a dry run, and refuses none. */
record HeldNumbers(ShadowState state) {
    static final String HELD = " is held by service ";

    private static final int FIRST = 30_000;
    private static final int LAST = 32_767;

    /** Refuses what the server may refuse: a port outside the usual range, or what another Service holds. */
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
                requireUnheld(where, "node port " + number, sender, service -> hasPort(service, number));
            }
        }
    }

    /** The same of a new one, and of its address. */
    void requireFreeForNew(ResourceAddress where, ObjectNode wanted, Sender sender) throws InterruptedException {
        requireFree(where, wanted, sender);
        String address = JsonTrees.text(wanted, "spec", "clusterIP");
        if (where.is("", "services") && !address.isEmpty() && !address.equals("None")) {
            requireUnheld(
                    where,
                    "cluster IP " + address,
                    sender,
                    service -> JsonTrees.text(service, "spec", "clusterIP").equals(address));
        }
    }

    private static boolean hasPort(ObjectNode service, int number) {
        return JsonTrees.objects(JsonTrees.at(service, "spec", "ports")).stream()
                .anyMatch(port -> port.path("nodePort").asInt() == number);
    }

    private void requireUnheld(ResourceAddress where, String what, Sender sender, Predicate<ObjectNode> holds)
            throws InterruptedException {
        LiveServer.ServerReply reply = state.gate().read(where.in("").collection(), Map.of(), ShadowState.JSON, sender);
        if (!reply.isSuccess()) {
            return;
        }
        for (ObjectNode service : JsonTrees.objects(ShadowState.object(reply).path("items"))) {
            ResourceAddress holder = where.in(Meta.namespace(service)).named(Meta.name(service));
            boolean itself = holder.key().equals(where.key());
            boolean deleted =
                    state.overlay().get(holder.key()).orElse(null) instanceof Overlay.ObjectState.DeletedObject;
            if (holds.test(service) && !itself && !deleted) {
                throw ApiError.cannotPreview("%s of service %s%s%s in namespace %s"
                        .formatted(what, where.name(), HELD, Meta.name(service), Meta.namespace(service)));
            }
        }
    }
}
