package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import dev.runbook.rehearsal.shadow.Overlay.Backing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what was written with the status that it comes to have: all goes well, but for pods that the server refuses. */
final class SettledObjects {
    private final ShadowState state;
    private final ExchangeLog record;
    private final PodTrial pods;
    private final NewWebhooks webhooks;

    SettledObjects(ShadowState state, ExchangeLog record) {
        this.state = state;
        this.record = record;
        this.pods = new PodTrial(state, record);
        this.webhooks = new NewWebhooks(state);
    }

    ObjectNode keep(
            ResourceAddress where, @Nullable ObjectNode before, ObjectNode object, Backing backing, Sender sender)
            throws InterruptedException {
        OverlayKey key = where.named(Meta.name(object)).key();
        record.changed(before, object);
        for (String webhook : webhooks.asked(where, before == null ? "CREATE" : "UPDATE", object, sender)) {
            record.unknown(
                    "webhook %s is new: what it says to what is written after it is not known".formatted(webhook));
        }
        Optional<TakenForGranted> granted = AssumedStatus.settle(key, object);
        Optional<PodTemplate> made = PodTemplate.of(key, object);
        Optional<String> refusal = Optional.empty();
        if (made.isPresent()) {
            Optional<ObjectNode> live =
                    backing == Backing.SAME ? state.onServer(where.named(Meta.name(object)), sender) : Optional.empty();
            refusal = pods.refusal(made.get(), before, live, sender);
            refusal.ifPresent(why -> new RefusedPods(made.get(), live).settle(why));
        }
        refusal.ifPresentOrElse(
                record::podsRefused,
                () -> granted.ifPresent(what -> record.assumed(
                        "%s/%s: %s".formatted(JsonTrees.text(object, "kind"), Meta.name(object), what.words()))));
        ObjectNode stored = state.overlay().put(key, object, backing);
        if (key.isOf("apps", "deployments")) {
            ObjectNode set = AssumedStatus.replicaSet(stored);
            state.overlay()
                    .put(new OverlayKey("apps", "replicasets", key.namespace(), Meta.name(set)), set, Backing.NONE);
        }
        return stored;
    }
}
