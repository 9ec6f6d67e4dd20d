package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.util.List;

/** What helm does not say of records that are missing or that it cannot read: it passes over them without a word. */
final class RecordFailures {
    private RecordFailures() {}

    /** There are records of a release, and none of them can be read. */
    static Failure unreadable(String release, String namespace) {
        return Failure.of(
                FailureClass.RecordLost,
                "helm has records of release %s in namespace %s, and can read none of them"
                        .formatted(release, namespace),
                see(release, namespace),
                "Restore one from a backup of the cluster. Without it, delete them and install the release again, which takes"
                        + " over what carries its name; nothing of it needs to be uninstalled.");
    }

    /** Fails where the newest record that helm can read says that a later one has taken its place. */
    static void requireNewest(List<Helm.Revision> history, String release, String namespace) {
        Helm.Revision newest = history.getLast();
        if (!newest.status().equals("superseded")) {
            return;
        }
        throw new Failed(Failure.of(
                FailureClass.RecordLost,
                ("revision %d of release %s says that a later one has taken its place, and the record of that one is"
                                + " missing or cannot be read")
                        .formatted(newest.number(), release),
                see(release, namespace),
                ("Restore it from a backup of the cluster. To go on with the values and the manifest of revision %d instead,"
                                + " delete the record that cannot be read, then: helm rollback %s %d%s")
                        .formatted(newest.number(), release, newest.number(), in(namespace))));
    }

    private static String see(String release, String namespace) {
        return "See which records there are: kubectl get secrets --selector=owner=helm,name=" + release
                + " --show-labels" + in(namespace);
    }

    private static String in(String namespace) {
        return namespace.isEmpty() ? "" : " --namespace=" + namespace;
    }
}
