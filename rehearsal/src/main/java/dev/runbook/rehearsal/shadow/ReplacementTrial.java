package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.http.ApiRequest;
import dev.runbook.rehearsal.live.LiveServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Objects that are deleted and made again on trial: what the live server says to each, while nothing there changes. */
public final class ReplacementTrial {
    private final Shadow shadow;

    ReplacementTrial(Shadow shadow) {
        this.shadow = shadow;
    }

    /**
     * Begins one on a server as it is now.
     *
     * @throws IOException when the server does not do as dry runs what is asked so, or cannot be asked
     */
    public static ReplacementTrial on(LiveServer live, String namespace) throws IOException, InterruptedException {
        return new ReplacementTrial(new Shadow(ShadowCluster.gate(live, namespace)));
    }

    /**
     * Which object it is about.
     *
     * @param plural the name of the resource in URLs
     * @param namespace empty for what no namespace holds
     */
    public record ObjectPlace(String apiVersion, String plural, String namespace, String name) {
        private List<String> collection() {
            int slash = apiVersion.indexOf('/');
            List<String> path = new ArrayList<>(
                    slash < 0
                            ? List.of("api", apiVersion)
                            : List.of("apis", apiVersion.substring(0, slash), apiVersion.substring(slash + 1)));
            if (!namespace.isEmpty()) {
                path.add("namespaces");
                path.add(namespace);
            }
            path.add(plural);
            return path;
        }

        private List<String> object() {
            List<String> path = new ArrayList<>(collection());
            path.add(name);
            return path;
        }
    }

    /** What the server would do. */
    public enum TrialOutcome {
        TAKEN,
        REFUSED,
        UNKNOWN
    }

    /**
     * What came of one step.
     *
     * @param said the server's words where it refuses
     */
    public record TrialAnswer(int code, TrialOutcome outcome, String said) {}

    /** Deletes the very object of a UID; {@code policy} says what becomes of what it owns. */
    public TrialAnswer delete(ObjectPlace place, String uid, String policy) throws InterruptedException {
        ObjectNode options = JsonTrees.object().put("propagationPolicy", policy);
        options.putObject("preconditions").put("uid", uid);
        return send("DELETE", place.object(), options);
    }

    public TrialAnswer create(ObjectPlace place, Map<String, Object> object) throws InterruptedException {
        return send("POST", place.collection(), JsonTrees.fromMap(object));
    }

    private TrialAnswer send(String method, List<String> path, ObjectNode body) throws InterruptedException {
        ApiRequest request = new ApiRequest(
                method, path, Map.of(), ShadowState.JSON, ShadowState.JSON, "runbook", Map.of(), JsonTrees.write(body));
        String said;
        try {
            said = Shadow.said(shadow.answer(request));
        } catch (ApiError refused) {
            said = String.valueOf(refused.getMessage());
        }
        Exchange exchange = shadow.record().exchanges().getLast();
        return new TrialAnswer(exchange.code(), outcome(exchange, said), said);
    }

    private static TrialOutcome outcome(Exchange exchange, String said) {
        int code = exchange.code();
        if (code / 100 == 2) {
            return TrialOutcome.TAKEN;
        }
        boolean known = exchange.source() != Exchange.Certainty.UNKNOWN;
        // A policy may go by names, and was asked under another one. Nothing is deleted in such a doubt.
        boolean refused = switch (code) {
            case 400, 422 -> !said.contains("does not support dry run");
            case 403 -> known || !said.contains("exceeded quota");
            case 500 -> said.contains("failed calling webhook");
            case 501 -> said.contains(HeldNumbers.HELD);
            default -> false;
        };
        boolean itself = !known && exchange.note().contains(TrialCreation.PERHAPS_ITSELF);
        return refused && !itself ? TrialOutcome.REFUSED : TrialOutcome.UNKNOWN;
    }
}
