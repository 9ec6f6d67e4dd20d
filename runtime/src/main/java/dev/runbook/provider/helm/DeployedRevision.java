package dev.runbook.provider.helm;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which revision of a release is the one that was deployed last. A rollback that fails calls the revision before it superseded,
 * and an upgrade after a failed install calls that one so: such a one never was deployed, and only its description tells.
 */
final class DeployedRevision {
    /** How helm begins to describe what failed, and what it describes while it is at it. */
    private static final Pattern NEVER_DEPLOYED = Pattern.compile(
            "(?:release|upgrade|rollback|install|installation)(?: \"[^\"]*\")? failed\\b.*"
                    + "|preparing upgrade|initial install underway|install in progress",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private DeployedRevision() {}

    /** Of a history, the oldest first. What helm calls deployed is it, whatever came after. */
    static <R> Optional<R> of(List<R> history, Predicate<R> deployed, Predicate<R> wasDeployed) {
        List<R> newestFirst = history.reversed();
        return newestFirst.stream()
                .filter(deployed)
                .findFirst()
                .or(() -> newestFirst.stream().filter(wasDeployed).findFirst());
    }

    static boolean deployed(String status) {
        return status.equals("deployed");
    }

    static boolean wasDeployed(String status, String description) {
        return deployed(status)
                || (status.equals("superseded")
                        && !NEVER_DEPLOYED.matcher(description.strip()).matches());
    }
}
