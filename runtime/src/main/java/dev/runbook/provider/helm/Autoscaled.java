package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Workloads whose replicas an autoscaler has set. A chart that has a number of its own overwrites that, and until the
 * autoscaler looks again, the load of many pods falls on few.
 *
 * @param replicas how many there are to be
 */
record Autoscaled(String autoscaler, ResourceId workload, int replicas) {
    private static final String API = "autoscaling/v2";

    /** Those of a namespace; none where autoscalers may not be read. */
    static List<Autoscaled> in(ClusterReader cluster, String namespace) throws InterruptedException {
        List<Autoscaled> found = new ArrayList<>();
        try {
            Optional<Kind> kind = cluster.kind(API, "HorizontalPodAutoscaler");
            for (KubeObject scaler :
                    kind.isPresent() ? cluster.list(kind.get(), namespace, "") : List.<KubeObject>of()) {
                target(cluster, scaler).ifPresent(found::add);
            }
        } catch (Failed unread) {
            if (unread.failure().kind() != FailureClass.Forbidden) {
                throw unread;
            }
        }
        return found;
    }

    private static Optional<Autoscaled> target(ClusterReader cluster, KubeObject scaler) throws InterruptedException {
        Optional<Kind> kind = cluster.kind(
                scaler.text("spec", "scaleTargetRef", "apiVersion").orElse(""),
                scaler.text("spec", "scaleTargetRef", "kind").orElse(""));
        Optional<KubeObject> workload = kind.isPresent()
                ? cluster.get(
                        kind.get(),
                        scaler.namespace(),
                        scaler.text("spec", "scaleTargetRef", "name").orElse(""))
                : Optional.empty();
        return workload.flatMap(
                live -> replicas(live).map(replicas -> new Autoscaled(scaler.name(), live.id(), replicas)));
    }

    private static Optional<Integer> replicas(KubeObject workload) {
        return workload.text("spec", "replicas")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf);
    }

    /** Gives back what was overwritten since; tells it in words, empty where nothing was. */
    Optional<String> restore(ClusterReader cluster, ClusterWriter writer) throws InterruptedException {
        Optional<Kind> kind = cluster.kind(workload.apiVersion(), workload.kind());
        Optional<KubeObject> now = kind.isPresent()
                ? cluster.get(kind.get(), workload.namespace(), workload.name())
                        .filter(live -> live.uid().equals(workload.uid()))
                : Optional.empty();
        Optional<Integer> few = now.flatMap(Autoscaled::replicas).filter(number -> number < replicas);
        if (few.isEmpty()) {
            return Optional.empty();
        }
        String words = "%s had %d replicas by autoscaler %s, the chart set %d"
                .formatted(workload.shortName(), replicas, autoscaler, few.get());
        try {
            writer.patch(workload, "scale", Map.of("spec", Map.of("replicas", replicas)));
            return Optional.of(words + ", and it was scaled back");
        } catch (Failed failed) {
            return Optional.of(words + ", and it could not be scaled back: "
                    + failed.failure().summary());
        }
    }
}
