package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import dev.runbook.provider.CallArguments;
import java.util.List;
import java.util.Optional;

/**
 * An object of a set as it is now.
 *
 * @param id as it was when the set was made; without a UID, it was not there
 * @param object the object; empty when it is not there, and also when another has taken its name
 * @param replaced whether another object has taken its name
 */
record SetMember(ResourceId id, Optional<KubeObject> object, boolean replaced) {

    /** The objects of the set of this call, asked after again. */
    static List<SetMember> now(Call call) throws InterruptedException {
        Resources resources = CallArguments.resources(call);
        return ParallelRequests.map(resources.members(), id -> now(call.client(ClusterReader.class), id));
    }

    private static SetMember now(ClusterReader cluster, ResourceId id) throws InterruptedException {
        Optional<ClusterReader.Kind> kind = cluster.kind(id.apiVersion(), id.kind());
        Optional<KubeObject> found =
                kind.isPresent() ? cluster.get(kind.get(), id.namespace(), id.name()) : Optional.empty();
        boolean same = id.uid().isEmpty()
                || found.filter(o -> o.uid().equals(id.uid())).isPresent();
        return new SetMember(id, same ? found : Optional.empty(), found.isPresent() && !same);
    }

    /** The one object of the set of this call; fails when the set holds several. */
    static Optional<SetMember> only(Call call) throws InterruptedException {
        Resources resources = CallArguments.resources(call);
        if (resources.members().size() > 1) {
            throw CallArguments.wrong(
                    "%s asks one object, and %s are %d"
                            .formatted(
                                    call.signature().name(),
                                    resources.label(),
                                    resources.members().size()),
                    "Ask it of one object by its name.");
        }
        return now(call).stream().findFirst();
    }

    /** Tells the observer that the object is not there. */
    void reportAbsent(Call call) throws InterruptedException {
        Observer observer = call.observer();
        if (replaced) {
            observer.pending(new Observer.Pending(
                    id,
                    "replaced by a new object",
                    "the name that it was bound to keeps the old one: look it up again"));
        } else {
            observer.pending(new Observer.Pending(id, "missing", whyMissing(call)));
        }
    }

    private String whyMissing(Call call) throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        if (Observer.NONE.equals(call.observer())) {
            return "";
        }
        Optional<ClusterReader.Kind> kind = cluster.kind(id.apiVersion(), id.kind());
        if (kind.isEmpty()) {
            return "the server does not have " + id.apiVersion() + " " + id.kind();
        }
        try {
            Optional<ClusterReader.Kind> homes =
                    kind.get().namespaced() ? cluster.kind("v1", "Namespace") : Optional.empty();
            boolean homeless = homes.isPresent()
                    && cluster.get(homes.get(), "", id.namespace()).isEmpty();
            return homeless ? "namespace " + id.namespace() + " does not exist" : "";
        } catch (Failed mayNotLook) {
            return "";
        }
    }

    /** Tells the observer that the set has no members yet. */
    static void reportNone(Call call) {
        ResourceId set =
                new ResourceId("", "", "", CallArguments.resources(call).label(), "");
        call.observer().pending(new Observer.Pending(set, "none yet", ""));
    }
}
