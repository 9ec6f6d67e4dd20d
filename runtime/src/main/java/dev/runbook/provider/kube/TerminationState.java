package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an object that is being deleted says about it. */
public final class TerminationState {
    private TerminationState() {}

    /** How it stands; empty when nobody has deleted the object. */
    public static Optional<ReadinessResult> of(KubeObject object, Instant now) {
        return object.text("metadata", "deletionTimestamp").map(since -> {
            long grace = new ObjectNumbers(object).at(0, "metadata", "deletionGracePeriodSeconds");
            String age = AgeText.moment(since)
                    // The server writes when the grace period will be over, not when the deletion began.
                    .map(end -> Duration.between(end.minusSeconds(grace), now))
                    .map(d -> " " + AgeText.text(d))
                    .orElse("");
            return ReadinessResult.not(
                    "Terminating" + age, finalizers(object).orElse(grace > 0 ? "grace period " + grace + "s" : ""));
        });
    }

    /** {@code finalizer x} or {@code finalizers x, y}; empty when nothing holds the object. */
    public static Optional<String> finalizers(KubeObject object) {
        if (!(object.at("metadata", "finalizers").orElse(List.of()) instanceof List<?> list) || list.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((list.size() == 1 ? "finalizer " : "finalizers ")
                + list.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
}
