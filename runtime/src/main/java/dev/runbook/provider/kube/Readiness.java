package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.ObjectConditions.Condition;
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
    public static ReadinessResult of(KubeObject object, Instant now, BooleanSupplier hasConditions) {
        return TerminationState.of(object, now).orElseGet(() -> ofLiving(object, hasConditions));
    }

    private static ReadinessResult ofLiving(KubeObject object, BooleanSupplier hasConditions) {
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

    private static ReadinessResult phase(KubeObject object, String wanted) {
        String phase = object.text("status", "phase").orElse("no phase yet");
        return phase.equals(wanted) ? ReadinessResult.yes() : ReadinessResult.not(phase);
    }

    private static ReadinessResult service(KubeObject object) {
        boolean external = object.at("spec", "externalIPs").orElse(List.of()) instanceof List<?> ips && !ips.isEmpty();
        if (!Addresses.owed(object)) {
            return ReadinessResult.there("no address to wait for");
        }
        return external || !Addresses.of(object).isEmpty()
                ? ReadinessResult.yes()
                : ReadinessResult.not("no address yet", "the load balancer has not given one");
    }

    /** It has no conditions: a field says that it can be used, another what keeps it from that. */
    private static ReadinessResult volumeSnapshot(KubeObject object) {
        return object.text("status", "readyToUse").filter("true"::equals).isPresent()
                ? ReadinessResult.yes()
                : ReadinessResult.not(
                        "not ready to use",
                        object.text("status", "error", "message").orElse(""));
    }

    private static ReadinessResult condition(KubeObject object, String type) {
        Optional<Condition> condition = ObjectConditions.of(object, type);
        return condition.filter(Condition::holds).isPresent()
                ? ReadinessResult.yes()
                : ReadinessResult.not(
                        "not " + type, condition.map(Condition::why).orElse("no such condition yet"));
    }

    /** By the conditions that most kinds have; what has none, and is not said to get any, is ready by being there. */
    private static ReadinessResult byConditions(KubeObject object, BooleanSupplier hasConditions) {
        if (new ObjectNumbers(object).unseen()) {
            return ReadinessResult.not("newest change not seen yet");
        }
        for (String type : List.of("Stalled", "Reconciling")) {
            Optional<Condition> condition = ObjectConditions.of(object, type).filter(Condition::holds);
            if (condition.isPresent()) {
                return ReadinessResult.not(type, condition.get().why());
            }
        }
        for (String type : List.of("Ready", "Available")) {
            Optional<Condition> condition = ObjectConditions.of(object, type);
            if (condition.isPresent()) {
                return condition.get().holds()
                        ? ReadinessResult.yes()
                        : ReadinessResult.not("not " + type, condition.get().why());
            }
        }
        if (!ObjectConditions.types(object).isEmpty()) {
            return ReadinessResult.there("no condition Ready or Available");
        }
        return hasConditions.getAsBoolean()
                ? ReadinessResult.not(
                        "no condition yet", "objects of its kind say by conditions whether they are ready")
                : ReadinessResult.there("no conditions");
    }
}
