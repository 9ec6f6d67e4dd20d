package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import dev.runbook.rehearsal.shadow.Overlay.Backing;
import dev.runbook.rehearsal.shadow.Overlay.ObjectState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the controller of stateful sets does when one is told to retain its claims: the set owns them no more. */
record ReleasedClaims(ShadowState state) {
    void after(ResourceAddress where, Sender sender) throws InterruptedException {
        if (where.is("apps", "statefulsets")
                && state.overlay().get(where.key()).orElse(null) instanceof ObjectState.StoredObject set
                && JsonTrees.text(set.object(), "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted")
                        .equals("Retain")) {
            release(where.namespace(), Meta.uid(set.object()), sender);
        }
    }

    private void release(String namespace, String set, Sender sender) throws InterruptedException {
        ResourceAddress claims = new ResourceAddress("", "v1", "persistentvolumeclaims", namespace, "", "");
        LiveServer.ServerReply reply = state.gate().read(claims, Map.of(), ShadowState.JSON, sender);
        if (!reply.isSuccess()) {
            return;
        }
        for (ObjectNode listed : JsonTrees.objects(ShadowState.object(reply).path("items"))) {
            OverlayKey key = claims.named(Meta.name(listed)).key();
            Optional<ObjectState> written = state.overlay().get(key);
            ObjectNode claim = written.orElse(null) instanceof ObjectState.StoredObject there ? there.object() : listed;
            List<ObjectNode> others = Meta.owners(claim).stream()
                    .filter(owner -> !JsonTrees.text(owner, "uid").equals(set))
                    .toList();
            if (others.size() < Meta.owners(claim).size()
                    && !(written.orElse(null) instanceof ObjectState.DeletedObject)) {
                ObjectNode released = claim.deepCopy().put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
                Meta.of(released).remove("ownerReferences");
                if (!others.isEmpty()) {
                    ArrayNode left = Meta.of(released).putArray("ownerReferences");
                    others.forEach(left::add);
                }
                state.overlay()
                        .put(key, released, written.map(ObjectState::backing).orElse(Backing.SAME));
            }
        }
    }
}
