package dev.runbook.run.lease;

import dev.runbook.provider.ReleaseName;
import dev.runbook.run.journal.Activity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds out which release an action of an older journal changed: journals written before December 2026 do not say it, and
 * the command that they have of helm does.
 */
final class LegacyLocks {
    private static final Set<String> CHANGING = Set.of("helm.upgrade", "helm.rollback", "helm.uninstall");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final String NAMESPACE = "--namespace=";

    private LegacyLocks() {}

    /** The release that was changed; empty where none was. */
    static Optional<ReleaseName> of(Activity activity) {
        List<String> command = activity.command();
        if (!CHANGING.contains(activity.action()) || command.size() < 3) {
            return Optional.empty();
        }
        String namespace = command.stream()
                .filter(argument -> argument.startsWith(NAMESPACE))
                .map(argument -> argument.substring(NAMESPACE.length()))
                .findFirst()
                .orElse("");
        String release = command.get(2);
        return NAME.matcher(release).matches()
                        && (namespace.isEmpty() || NAME.matcher(namespace).matches())
                ? Optional.of(new ReleaseName(namespace, release))
                : Optional.empty();
    }
}
