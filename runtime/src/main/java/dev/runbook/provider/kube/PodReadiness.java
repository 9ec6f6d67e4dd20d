package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.ObjectConditions.Condition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a pod is ready, and what keeps it from it. */
public final class PodReadiness {
    private PodReadiness() {}

    static ReadinessResult readiness(KubeObject pod) {
        String phase = pod.text("status", "phase").orElse("Pending");
        if (phase.equals("Succeeded")) {
            return ReadinessResult.yes();
        }
        Optional<Condition> ready = ObjectConditions.of(pod, "Ready");
        if (ready.filter(Condition::holds).isPresent()) {
            return ReadinessResult.yes();
        }
        String state = phase.equals("Running") ? "not ready" : phase;
        return ReadinessResult.not(
                state, trouble(pod).orElse(ready.map(Condition::why).orElse("")));
    }

    /** Whether a pod that is to end has ended well, as those of hooks must. */
    public static ReadinessResult completion(KubeObject pod) {
        String phase = pod.text("status", "phase").orElse("Pending");
        return phase.equals("Succeeded")
                ? ReadinessResult.yes()
                : ReadinessResult.not(phase, trouble(pod).orElse(""));
    }

    /** {@code pod coderd-x: ImagePullBackOff} for the first of these pods that says what is wrong with it. */
    public static Optional<String> trouble(List<KubeObject> pods) {
        return pods.stream()
                .filter(pod -> pod.text("metadata", "deletionTimestamp").isEmpty())
                .flatMap(pod -> trouble(pod).map(t -> "pod " + pod.name() + ": " + t).stream())
                .findFirst();
    }

    private static Optional<String> trouble(KubeObject pod) {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(key -> pod.at("status", key).stream())
                .flatMap(v -> v instanceof List<?> list ? list.stream() : Stream.empty())
                .flatMap(c -> c instanceof Map<?, ?> status
                        ? container(new KubeObject(keyed(status))).stream()
                        : Stream.empty())
                .findFirst()
                .or(() -> ObjectConditions.of(pod, "PodScheduled")
                        .filter(c -> "False".equals(c.status()))
                        .map(Condition::why))
                .or(() -> pod.text("status", "reason"));
    }

    private static Optional<String> container(KubeObject status) {
        Optional<String> waiting = status.text("state", "waiting", "reason")
                // Every pod passes through these two; they say nothing is wrong.
                .filter(r -> !r.equals("ContainerCreating") && !r.equals("PodInitializing"));
        if (waiting.isPresent()) {
            String restarts = status.text("restartCount")
                    .filter(n -> !n.equals("0"))
                    .map(n -> ", restarted " + n + " times")
                    .orElse("");
            return Optional.of(waiting.get() + restarts + image(waiting.get(), status));
        }
        long code = new ObjectNumbers(status).at(0, "state", "terminated", "exitCode");
        return code == 0
                ? Optional.empty()
                : Optional.of(status.text("state", "terminated", "reason").orElse("Error") + ", exit code " + code);
    }

    /** The image that cannot be had is what an operator looks for first. */
    private static String image(String reason, KubeObject status) {
        return reason.contains("Image")
                ? status.text("image")
                        .filter(i -> !i.isEmpty())
                        .map(i -> " (" + i + ")")
                        .orElse("")
                : "";
    }

    private static Map<String, Object> keyed(Map<?, ?> map) {
        Map<String, Object> keyed = new LinkedHashMap<>();
        map.forEach((k, v) -> keyed.put(String.valueOf(k), v == null ? "" : v));
        return keyed;
    }
}
