package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.live.LiveServer;
import java.util.List;

/**
 * Discovery without what helm does not look at. Helm reads and parses all that it keeps of the discovery three times for each
 * object that it upgrades: of a chart with many, that is most of its work.
 */
final class LeanDiscovery {
    /** What people may write for a kind, and what may be done with it. */
    private static final List<String> LEFT_OUT = List.of("verbs", "shortNames", "categories", "storageVersionHash");

    private LeanDiscovery() {}

    static LiveServer.ServerReply of(LiveServer.ServerReply reply) {
        if (!reply.isSuccess() || !reply.contentType().startsWith(ShadowState.JSON)) {
            return reply;
        }
        ObjectNode document = ShadowState.object(reply);
        switch (JsonTrees.text(document, "kind")) {
            case "APIResourceList" -> shorten(document);
            case "APIGroupDiscoveryList" ->
                JsonTrees.objects(document.path("items"))
                        .forEach(group ->
                                JsonTrees.objects(group.path("versions")).forEach(LeanDiscovery::shorten));
            default -> {
                return reply;
            }
        }
        return new LiveServer.ServerReply(
                reply.code(), reply.contentType(), reply.warnings(), JsonTrees.write(document));
    }

    private static void shorten(ObjectNode version) {
        JsonTrees.objects(version.path("resources")).forEach(resource -> {
            resource.remove(LEFT_OUT);
            JsonTrees.objects(resource.path("subresources")).forEach(part -> part.remove(LEFT_OUT));
        });
    }
}
