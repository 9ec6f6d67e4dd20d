package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.http.ApiRequest;
import dev.runbook.rehearsal.http.ApiResponse;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import dev.runbook.rehearsal.shadow.Overlay.Backing;
import dev.runbook.rehearsal.shadow.Overlay.ObjectState;
import java.util.Map;
import java.util.Optional;

/** Answers deletions: a dry run of what the server has, the right to it for what is only here. */
final class ShadowDeletions {
    private final ShadowState state;
    private final ShadowReads reads;
    private final ExchangeLog record;
    private final UnseenAdmission unseen;

    ShadowDeletions(ShadowState state, ShadowReads reads, ExchangeLog record) {
        this.state = state;
        this.reads = reads;
        this.record = record;
        this.unseen = new UnseenAdmission(state, record);
    }

    ApiResponse delete(ResourceAddress where, ApiRequest request, Sender sender) throws InterruptedException {
        if (where.name().isEmpty()) {
            throw DryRunGate.notForeseen("the deletion of all " + where.plural());
        }
        ObjectNode options = request.deleteOptions();
        ObjectNode present = reads.present(where, sender);
        String uid = JsonTrees.text(options, "preconditions", "uid");
        if (!uid.isEmpty() && !uid.equals(Meta.uid(present))) {
            throw ApiError.conflict(
                    where.shown(""),
                    "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                            .formatted(uid, Meta.uid(present)));
        }
        Backing backing =
                state.overlay().get(where.key()).map(ObjectState::backing).orElse(Backing.SAME);
        if (backing == Backing.SAME) {
            state.witness().saw(where, Optional.of(present), sender);
            LiveServer.ServerReply reply = state.gate().delete(where, options, sender);
            if (!reply.isSuccess()) {
                return ShadowReads.passed(reply);
            }
        } else {
            record.emulated("%s is only here".formatted(where.name()));
            requireRight(where, sender);
            unseen.deleted(where, present, sender);
        }
        boolean orphan = JsonTrees.text(options, "propagationPolicy").equals("Orphan");
        state.overlay().delete(where.key(), present, backing, orphan);
        record.changed(present, null);
        deleteOwned(present, orphan);
        return ApiResponse.ok(Meta.deletion(where.group(), where.plural(), present));
    }

    /** What was written here and belongs to the deleted object alone. */
    private void deleteOwned(ObjectNode owner, boolean orphan) {
        if (orphan) {
            return;
        }
        for (Map.Entry<OverlayKey, ObjectState.StoredObject> owned :
                state.overlay().ownedBy(Meta.uid(owner)).entrySet()) {
            state.overlay()
                    .delete(
                            owned.getKey(),
                            owned.getValue().object(),
                            owned.getValue().backing(),
                            false);
            deleteOwned(owned.getValue().object(), false);
        }
    }

    private void requireRight(ResourceAddress where, Sender sender) throws InterruptedException {
        ObjectNode review =
                JsonTrees.object().put("kind", "SelfSubjectAccessReview").put("apiVersion", "authorization.k8s.io/v1");
        ObjectNode attributes = review.putObject("spec").putObject("resourceAttributes");
        attributes
                .put("verb", "delete")
                .put("group", where.group())
                .put("resource", where.plural())
                .put("namespace", where.namespace())
                .put("name", where.name());
        ResourceAddress reviews =
                new ResourceAddress("authorization.k8s.io", "v1", "selfsubjectaccessreviews", "", "", "");
        LiveServer.ServerReply reply = state.gate().create(reviews, Map.of(), review, sender);
        if (reply.isSuccess()
                && !JsonTrees.at(ShadowState.object(reply), "status", "allowed").asBoolean()) {
            throw ApiError.forbidden(where.shown(""), "this account may not delete it");
        }
    }
}
