package dev.runbook.rehearsal.behaviour;

import java.util.List;

/**
 * Which workloads are meant: {@code coder/cemanager}, or {@code coder/cemanager:1.16.0} for only those whose pods run an
 * image with that tag. A star stands for every namespace or every name.
 */
public record WorkloadPattern(String namespace, String name, String tag) {

    public static WorkloadPattern parse(String text) {
        int slash = text.indexOf('/');
        int colon = text.indexOf(':', slash + 1);
        if (slash < 1 || slash == text.length() - 1) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" does not name a workload: write NAMESPACE/NAME or NAMESPACE/NAME:TAG");
        }
        return new WorkloadPattern(
                text.substring(0, slash),
                colon < 0 ? text.substring(slash + 1) : text.substring(slash + 1, colon),
                colon < 0 ? "" : text.substring(colon + 1));
    }

    public boolean matches(String workloadNamespace, String workloadName, List<String> images) {
        return (namespace.equals("*") || namespace.equals(workloadNamespace))
                && (name.equals("*") || name.equals(workloadName))
                && (tag.isEmpty() || images.stream().anyMatch(image -> image.endsWith(":" + tag)));
    }
}
