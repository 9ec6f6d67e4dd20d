package dev.runbook.app.rehearse;

import dev.runbook.rehearsal.live.ClusterCopy;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was copied from the operator's cluster, and from where.
 *
 * @param place the cluster and the context, for people
 * @param home the namespace where a command without one works
 * @param namespaces those that were copied whole
 * @param helm the operator's own, where there is one
 * @param secrets whether Secrets besides helm's records were copied
 */
record CopiedCluster(
        ClusterCopy copy, String place, String home, List<String> namespaces, Optional<String> helm, boolean secrets) {
    private static final List<String> WORKLOADS =
            List.of("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod", "ReplicaSet");
    private static final List<String> ASKED_THERE =
            List.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "ValidatingAdmissionPolicy");

    /** The line that says what the rehearsal is of. */
    String notice() {
        return "%d objects of %s, %s %s, copied at %s (Kubernetes %s)."
                .formatted(
                        copy.size(),
                        place,
                        namespaces.size() == 1 ? "namespace" : "namespaces",
                        String.join(", ", namespaces),
                        copy.when().truncatedTo(ChronoUnit.SECONDS),
                        copy.kubernetes());
    }

    /** What the rehearsal does not have of it, a line each. */
    List<String> gaps() {
        Stream<String> missing = copy.missing().stream().map(what -> "not copied: " + what);
        Stream<String> contents = secrets
                ? Stream.empty()
                : Stream.of("without Secrets, but for helm's records: a chart that looks one up makes it anew");
        List<String> asked = ASKED_THERE.stream()
                .flatMap(kind -> copy.names("admissionregistration.k8s.io", kind).stream()
                        .map(name -> kind.toLowerCase(Locale.ROOT) + "/" + name))
                .toList();
        Stream<String> unasked = asked.isEmpty()
                ? Stream.empty()
                : Stream.of("not asked in a rehearsal, but by runbook plan: " + String.join(", ", asked));
        return Stream.of(missing, contents, unasked).flatMap(lines -> lines).toList();
    }

    /** The names of workloads that are there. */
    Set<String> workloads() {
        return WORKLOADS.stream()
                .flatMap(kind -> Stream.of("", "apps", "batch").flatMap(group -> copy.names(group, kind).stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
