package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of a resource in a namespace, read all at once where many of them are asked for. They are as they were when they were read:
 * what others change meanwhile, the {@link LiveWitness} finds.
 */
final class RecentCollection {
    private static final long FRESH = Duration.ofSeconds(30).toNanos();
    private static final int CROWD = 20;
    private static final String PAGE = "500";
    /** A collection of more is not read for the sake of a few. */
    private static final int MOST_PAGES = 10;

    private static final long MOST_BYTES = 32_000_000;

    private final DryRunGate gate;
    private final ResourceAddress where;
    private Map<String, byte[]> bodies = Map.of();
    private long at;
    private int alone;
    private boolean unlistable;

    RecentCollection(DryRunGate gate, ResourceAddress where) {
        this.gate = gate;
        this.where = where;
    }

    /** The server's answer for one of them; empty where it is asked for that alone. */
    synchronized Optional<LiveServer.ServerReply> find(String name, Sender sender) throws InterruptedException {
        boolean known = !bodies.isEmpty() && System.nanoTime() - at < FRESH;
        if (!known) {
            bodies = Map.of();
            if (unlistable || ++alone <= CROWD) {
                return Optional.empty();
            }
            alone = 0;
            Optional<Map<String, byte[]>> listed = listed(sender);
            unlistable = listed.isEmpty();
            bodies = listed.orElse(Map.of());
            at = System.nanoTime();
        }
        return Optional.ofNullable(bodies.get(name))
                .map(body -> new LiveServer.ServerReply(200, ShadowState.JSON, List.of(), body));
    }

    private Optional<Map<String, byte[]>> listed(Sender sender) throws InterruptedException {
        Map<String, String> query = new HashMap<>(Map.of("limit", PAGE));
        if (where.is("", "secrets")) {
            // In these helm keeps its releases, each with its whole chart.
            query.put("labelSelector", "owner!=helm");
        }
        Map<String, byte[]> all = new HashMap<>();
        long size = 0;
        for (int page = 0; page < MOST_PAGES && size < MOST_BYTES; page++) {
            LiveServer.ServerReply reply = gate.read(where, query, ShadowState.JSON, sender);
            if (!reply.isSuccess()) {
                return Optional.empty();
            }
            size += reply.body().length;
            ObjectNode list = ShadowState.object(reply);
            String kind = JsonTrees.text(list, "kind").replaceFirst("List$", "");
            for (ObjectNode item : JsonTrees.objects(list.path("items"))) {
                all.put(Meta.name(item), JsonTrees.write(whole(kind, item)));
            }
            String next = JsonTrees.text(list, "metadata", "continue");
            if (next.isEmpty()) {
                return Optional.of(all);
            }
            query.put("continue", next);
        }
        return Optional.empty();
    }

    /** An item as the server gives it by itself: with its kind first, which lists leave out. */
    private JsonNode whole(String kind, ObjectNode item) {
        ObjectNode whole = JsonTrees.object().put("kind", kind).put("apiVersion", where.apiVersion());
        whole.setAll(item);
        return whole;
    }
}
