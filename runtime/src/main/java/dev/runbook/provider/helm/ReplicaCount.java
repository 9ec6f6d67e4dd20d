package dev.runbook.provider.helm;

import dev.runbook.port.KubeObject;
import java.util.Optional;

/** How many pods a workload is to have. */
final class ReplicaCount {
    private ReplicaCount() {}

    /** How many a manifest says; empty for what is not scaled. */
    static Optional<String> written(KubeObject object) {
        return switch (object.kind()) {
            case "Deployment", "StatefulSet", "ReplicaSet" -> object.text("spec", "replicas");
            default -> Optional.empty();
        };
    }

    /** How many there are to be: a number that is written no more is the server's default. */
    static Optional<String> wanted(KubeObject before, KubeObject coming) {
        return written(coming).or(() -> written(before).map(_ -> "1"));
    }

    /** What becomes of how many there are, in words; empty where they stay. */
    static Optional<String> changed(KubeObject now, String wanted) {
        return now.text("spec", "replicas")
                .filter(live -> !live.equals(wanted))
                .map(live -> "%s goes from %s replicas to %s".formatted(now.id().shortName(), live, wanted));
    }
}
