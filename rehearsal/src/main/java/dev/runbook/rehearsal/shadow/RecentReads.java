package dev.runbook.rehearsal.shadow;

import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What the server has answered a moment ago. Helm reads each object two or three times before it writes it, and one object after the
 * other: the same is not asked again at once, and from so many of a kind in a namespace on, all of them are.
 */
final class RecentReads {
    private static final long FRESH = Duration.ofSeconds(2).toNanos();
    private static final int KEPT = 100;

    private final DryRunGate gate;
    private final SequencedMap<Asked, RecentReply> answers = new LinkedHashMap<>();
    private final Map<Asked, RecentCollection> collections = new HashMap<>();

    RecentReads(DryRunGate gate) {
        this.gate = gate;
    }

    /** Who asked for what. */
    private record Asked(ResourceAddress where, Map<String, List<String>> impersonation) {}

    private record RecentReply(LiveServer.ServerReply reply, long at) {}

    private static boolean isFresh(long at) {
        return System.nanoTime() - at < FRESH;
    }

    /** An object, or all of them, in JSON. */
    LiveServer.ServerReply read(ResourceAddress where, Sender sender) throws InterruptedException {
        Asked asked = new Asked(where, sender.impersonation());
        Optional<LiveServer.ServerReply> known = known(asked);
        if (known.isEmpty() && !where.name().isEmpty() && where.subresource().isEmpty()) {
            known = collection(asked).find(where.name(), sender);
        }
        if (known.isPresent()) {
            return known.get();
        }
        LiveServer.ServerReply reply = gate.read(where, Map.of(), ShadowState.JSON, sender);
        if (reply.isSuccess()) {
            keep(asked, reply);
        }
        return reply;
    }

    private synchronized Optional<LiveServer.ServerReply> known(Asked asked) {
        return Optional.ofNullable(answers.get(asked))
                .filter(answer -> isFresh(answer.at()))
                .map(RecentReply::reply);
    }

    private synchronized void keep(Asked asked, LiveServer.ServerReply reply) {
        answers.remove(asked);
        answers.put(asked, new RecentReply(reply, System.nanoTime()));
        if (answers.size() > KEPT) {
            answers.pollFirstEntry();
        }
    }

    private synchronized RecentCollection collection(Asked one) {
        ResourceAddress all = one.where().collection();
        return collections.computeIfAbsent(
                new Asked(all, one.impersonation()), asked -> new RecentCollection(gate, all));
    }
}
