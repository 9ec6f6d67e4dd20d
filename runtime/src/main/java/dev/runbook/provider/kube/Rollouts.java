package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import java.util.Optional;

/** Whether the controllers that keep pods have rolled out the newest spec. */
final class Rollouts {
    private static final ReadinessResult UNSEEN = ReadinessResult.not("newest change not seen yet");

    private Rollouts() {}

    static ReadinessResult deployment(KubeObject object) {
        ObjectNumbers numbers = new ObjectNumbers(object);
        if (numbers.unseen()) {
            return UNSEEN;
        }
        if (object.text("spec", "paused").equals(Optional.of("true"))) {
            return ReadinessResult.yes();
        }
        long wanted = numbers.spec("replicas", 1);
        long updated = numbers.status("updatedReplicas");
        long available = numbers.status("availableReplicas");
        if (updated < wanted) {
            return ReadinessResult.not(updated + " of " + wanted + " updated", stuck(object));
        }
        // An old pod can count as available while the new one never starts.
        long old = numbers.status("replicas") - updated;
        if (old > 0) {
            return ReadinessResult.not(old + " old " + (old == 1 ? "pod" : "pods") + " still running", stuck(object));
        }
        return available < wanted
                ? ReadinessResult.not(available + " of " + wanted + " available", stuck(object))
                : ReadinessResult.yes();
    }

    /** What the controller says when it has given up or may not make pods. */
    private static String stuck(KubeObject object) {
        return ObjectConditions.of(object, "ReplicaFailure")
                .filter(ObjectConditions.Condition::holds)
                .or(() -> ObjectConditions.of(object, "Progressing").filter(c -> "False".equals(c.status())))
                .map(ObjectConditions.Condition::why)
                .orElse("");
    }

    static ReadinessResult statefulSet(KubeObject object) {
        ObjectNumbers numbers = new ObjectNumbers(object);
        if (numbers.unseen()) {
            return UNSEEN;
        }
        long wanted = numbers.spec("replicas", 1);
        long ready = numbers.status("readyReplicas");
        if (ready < wanted) {
            return ReadinessResult.not(ready + " of " + wanted + " ready");
        }
        if (object.text("spec", "updateStrategy", "type").equals(Optional.of("OnDelete"))) {
            return ReadinessResult.yes();
        }
        long partition = numbers.at(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        long updated = numbers.status("updatedReplicas");
        boolean sameRevision = object.text("status", "currentRevision").equals(object.text("status", "updateRevision"));
        return sameRevision || (partition > 0 && updated >= wanted - partition)
                ? ReadinessResult.yes()
                : ReadinessResult.not(updated + " of " + (wanted - partition) + " updated");
    }

    static ReadinessResult daemonSet(KubeObject object) {
        ObjectNumbers numbers = new ObjectNumbers(object);
        if (numbers.unseen()) {
            return UNSEEN;
        }
        long wanted = numbers.status("desiredNumberScheduled");
        long updated = numbers.status("updatedNumberScheduled");
        long available = numbers.status("numberAvailable");
        boolean onDelete = object.text("spec", "updateStrategy", "type").equals(Optional.of("OnDelete"));
        if (!onDelete && updated < wanted) {
            return ReadinessResult.not(updated + " of " + wanted + " updated");
        }
        return available < wanted
                ? ReadinessResult.not(available + " of " + wanted + " available")
                : ReadinessResult.yes();
    }

    static ReadinessResult replicaSet(KubeObject object) {
        ObjectNumbers numbers = new ObjectNumbers(object);
        if (numbers.unseen()) {
            return UNSEEN;
        }
        long wanted = numbers.spec("replicas", 1);
        long ready = numbers.status("readyReplicas");
        return ready < wanted
                ? ReadinessResult.not(ready + " of " + wanted + " ready", stuck(object))
                : ReadinessResult.yes();
    }
}
