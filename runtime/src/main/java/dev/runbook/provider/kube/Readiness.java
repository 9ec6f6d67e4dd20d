package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.Conditions.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether an object is ready, as {@code helm --wait} and {@code kubectl rollout status} mean it, and also for kinds
 * that those do not look at: by the conditions that kstatus knows. An object that is being deleted is never ready.
 */
public final class Readiness {
    private Readiness() {}

    /**
     * How an object stands.
     *
     * @param hasConditions whether the schema of its kind says that there will be conditions; asked where there are none
     */
    public static Verdict of(KubeObject object, Instant now, BooleanSupplier hasConditions) {
        return Terminating.of(object, now).orElseGet(() -> ofLiving(object, hasConditions));
    }

    private static Verdict ofLiving(KubeObject object, BooleanSupplier hasConditions) {
        return switch (group(object) + "/" + object.kind()) {
            case "apps/Deployment" -> Rollouts.deployment(object);
            case "apps/StatefulSet" -> Rollouts.statefulSet(object);
            case "apps/DaemonSet" -> Rollouts.daemonSet(object);
            case "apps/ReplicaSet", "/ReplicationController" -> Rollouts.replicaSet(object);
            case "/Pod" -> PodReadiness.readiness(object);
            case "batch/Job" -> Jobs.readiness(object);
            case "/PersistentVolumeClaim" -> phase(object, "Bound");
            case "/Namespace" -> phase(object, "Active");
            case "/Service" -> service(object);
            case "snapshot.storage.k8s.io/VolumeSnapshot" -> volumeSnapshot(object);
            case "apiextensions.k8s.io/CustomResourceDefinition" -> condition(object, "Established");
            case "apiregistration.k8s.io/APIService" -> condition(object, "Available");
            case "/Node" -> condition(object, "Ready");
            default -> byConditions(object, hasConditions);
        };
    }

    static String group(KubeObject object) {
        int slash = object.apiVersion().indexOf('/');
        return slash < 0 ? "" : object.apiVersion().substring(0, slash);
    }

    private static Verdict phase(KubeObject object, String wanted) {
        String phase = object.text("status", "phase").orElse("no phase yet");
        return phase.equals(wanted) ? Verdict.yes() : Verdict.not(phase);
    }

    private static Verdict service(KubeObject object) {
        boolean external = object.at("spec", "externalIPs").orElse(List.of()) instanceof List<?> ips && !ips.isEmpty();
        if (!Addresses.owed(object)) {
            return Verdict.there("no address to wait for");
        }
        return external || !Addresses.of(object).isEmpty()
                ? Verdict.yes()
                : Verdict.not("no address yet", "the load balancer has not given one");
    }

    /** It has no conditions: a field says that it can be used, another what keeps it from that. */
    private static Verdict volumeSnapshot(KubeObject object) {
        return object.text("status", "readyToUse").filter("true"::equals).isPresent()
                ? Verdict.yes()
                : Verdict.not(
                        "not ready to use",
                        object.text("status", "error", "message").orElse(""));
    }

    private static Verdict condition(KubeObject object, String type) {
        Optional<Condition> condition = Conditions.of(object, type);
        return condition.filter(Condition::holds).isPresent()
                ? Verdict.yes()
                : Verdict.not("not " + type, condition.map(Condition::why).orElse("no such condition yet"));
    }

    /** By the conditions that most kinds have; what has none, and is not said to get any, is ready by being there. */
    private static Verdict byConditions(KubeObject object, BooleanSupplier hasConditions) {
        if (new Numbers(object).unseen()) {
            return Verdict.not("newest change not seen yet");
        }
        for (String type : List.of("Stalled", "Reconciling")) {
            Optional<Condition> condition = Conditions.of(object, type).filter(Condition::holds);
            if (condition.isPresent()) {
                return Verdict.not(type, condition.get().why());
            }
        }
        for (String type : List.of("Ready", "Available")) {
            Optional<Condition> condition = Conditions.of(object, type);
            if (condition.isPresent()) {
                return condition.get().holds()
                        ? Verdict.yes()
                        : Verdict.not("not " + type, condition.get().why());
            }
        }
        if (!Conditions.types(object).isEmpty()) {
            return Verdict.there("no condition Ready or Available");
        }
        return hasConditions.getAsBoolean()
                ? Verdict.not("no condition yet", "objects of its kind say by conditions whether they are ready")
                : Verdict.there("no conditions");
    }
}
