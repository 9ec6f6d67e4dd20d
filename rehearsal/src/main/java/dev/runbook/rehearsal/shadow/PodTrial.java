package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server whether it would take the pods that a controller makes of a template: it takes a workload whose pods it refuses,
 * and says so to the controller alone.
 */
final class PodTrial {
    /** As policies and webhooks say it. */
    private static final String DENIED = " denied ";

    /** As those refuse that go by what the account of a pod may use. */
    private static final Pattern BY_ACCOUNT =
            Pattern.compile("PodSecurityPolicy|security context constraint", Pattern.CASE_INSENSITIVE);

    /** What may let an account have pods that others may not have. */
    private static final Set<String> RIGHTS = Set.of(
            "rbac.authorization.k8s.io/roles",
            "rbac.authorization.k8s.io/rolebindings",
            "rbac.authorization.k8s.io/clusterroles",
            "rbac.authorization.k8s.io/clusterrolebindings",
            "policy/podsecuritypolicies",
            "security.openshift.io/securitycontextconstraints");

    private final ShadowState state;
    private final ExchangeLog record;
    private final Map<OverlayKey, String> refused = new ConcurrentHashMap<>();
    private final PodQuota quota;

    PodTrial(ShadowState state, ExchangeLog record) {
        this.state = state;
        this.record = record;
        this.quota = new PodQuota(state, record);
    }

    /**
     * Why the pods of a workload do not start; empty when the server takes them, when none are made, and when it does not say.
     *
     * @param before what was there before it was written; null for what is new
     * @param live what the server has
     */
    Optional<String> refusal(PodTemplate made, @Nullable ObjectNode before, Optional<ObjectNode> live, Sender sender)
            throws InterruptedException {
        OverlayKey key = made.key();
        if (isUndecided(key.namespace())) {
            return Optional.empty();
        }
        if (before != null && made.isMetBy(before)) {
            return Optional.ofNullable(refused.get(key));
        }
        Optional<String> said =
                made.makesPods(before, live) ? asked(made, before == null, live, sender) : Optional.empty();
        if (said.isPresent() || !made.makesPods(before, live)) {
            quota.forget(key);
        }
        said.ifPresentOrElse(why -> refused.put(key, why), () -> refused.remove(key));
        return said;
    }

    /** Whether what decides about the pods of a namespace is only here. */
    private boolean isUndecided(String namespace) {
        return state.overlay()
                        .get(new OverlayKey("", "namespaces", "", namespace))
                        .isPresent()
                || Stream.of("limitranges", "resourcequotas")
                        .anyMatch(plural ->
                                !state.overlay().of("", plural, namespace).isEmpty());
    }

    private Optional<String> asked(PodTemplate made, boolean fresh, Optional<ObjectNode> live, Sender sender)
            throws InterruptedException {
        TrialPod trial = new TrialPod(state.overlay(), made);
        if (trial.lostAccount()) {
            record.emulated("account %s was deleted by a step before".formatted(trial.account()));
            return Optional.of("pods \"%s-\" is forbidden: error looking up service account %s/%s: not found"
                    .formatted(made.key().name(), made.key().namespace(), trial.account()));
        }
        PodReply reply = said(trial, sender);
        if (reply.taken().isPresent()) {
            return quota.refusal(made, reply.taken().get(), live, sender);
        }
        Optional<String> said = reply.refusal();
        if (said.isEmpty()) {
            return said;
        }
        String why = said.get();
        if (why.contains("exceeded quota")) {
            // Where pods go first, they make room.
            boolean staysFull = fresh || (made.keepsPods() && made.mayMiss() == 0);
            return said.filter(full -> staysFull && !state.overlay().hasDeletions());
        }
        if (why.contains(DENIED)) {
            return ofPolicy(made, live, why, sender);
        }
        if (BY_ACCOUNT.matcher(why).find()
                && (trial.isOfAnother() || state.overlay().touches(RIGHTS))) {
            record.unknown("whether the server takes the pods of %s with what it does not have yet is not known: %s"
                    .formatted(made.key().name(), why));
            return Optional.empty();
        }
        return said;
    }

    /** A policy may go by who asks, and a controller does: it is about the pod where it takes the pod that is there. */
    private Optional<String> ofPolicy(PodTemplate made, Optional<ObjectNode> live, String why, Sender sender)
            throws InterruptedException {
        Optional<PodTemplate> there = live.flatMap(object -> PodTemplate.of(made.key(), object));
        if (there.isPresent()
                && said(new TrialPod(state.overlay(), there.get()), sender)
                        .refusal()
                        .isEmpty()) {
            return Optional.of(why);
        }
        record.unknown("whether a controller may make the pods of %s is not known: %s"
                .formatted(made.key().name(), why));
        return Optional.empty();
    }

    /**
     * What the server says of a pod; neither where it does not tell.
     *
     * @param taken the pod as the server would have it
     */
    private record PodReply(Optional<String> refusal, Optional<ObjectNode> taken) {
        static final PodReply OPEN = new PodReply(Optional.empty(), Optional.empty());
    }

    private PodReply said(TrialPod trial, Sender sender) throws InterruptedException {
        OverlayKey key = trial.made().key();
        ResourceAddress pods = new ResourceAddress("", "v1", "pods", key.namespace(), "", "");
        LiveServer.ServerReply reply = state.gate().create(pods, Map.of(), trial.pod(), sender);
        if (reply.isSuccess()) {
            return new PodReply(Optional.empty(), Optional.of(ShadowState.object(reply)));
        }
        String all = message(reply);
        if (all.contains("does not support dry run") || all.contains("failed calling webhook")) {
            record.unknown("whether the pods of %s may be made is not known: %s".formatted(key.name(), all));
            return PodReply.OPEN;
        }
        // What is wrong with the fields of a template, the workload was refused for; the rest may pass.
        if (reply.code() != 403 && !all.contains(DENIED)) {
            return PodReply.OPEN;
        }
        String said = all.replaceFirst("^pods \"[^\"]*\"", "pods \"" + key.name() + "-\"");
        // Who may not make pods may let controllers make them.
        return said.contains("cannot create resource \"pods\"")
                ? PodReply.OPEN
                : new PodReply(Optional.of(said), Optional.empty());
    }

    private static String message(LiveServer.ServerReply reply) {
        try {
            return JsonTrees.text(JsonTrees.read(reply.body()), "message");
        } catch (IOException notJson) {
            return "";
        }
    }
}
