package dev.runbook.action;

import dev.runbook.failure.Failed;
import dev.runbook.failure.FailureClass;
import dev.runbook.helm.Helm;
import dev.runbook.helm.HelmNames;
import dev.runbook.value.SemanticVersion;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a release's history says of an operation on it that was cut short. */
final class ReleaseEvidence {
    private static final String REVISION = "revision ";
    private static final String NONE = REVISION + 0;

    private ReleaseEvidence() {}

    /** The newest revision before the operation; empty when it cannot be read. */
    static String mark(Call call) throws InterruptedException {
        try {
            return history(call).map(h -> REVISION + h.getLast().number()).orElse(NONE);
        } catch (Failed unread) {
            // The operation is going to meet the same trouble, and says so better.
            return "";
        }
    }

    /** An uninstall has had its effect when the release is gone, or when it is another one by now. */
    static Evidence uninstalled(Call call, String mark) throws InterruptedException {
        Optional<List<Helm.Revision>> history = history(call);
        if (history.isEmpty()) {
            return new Evidence.There("release " + release(call) + " is gone");
        }
        Helm.Revision newest = history.get().getLast();
        if (newest.uninstalled()) {
            return new Evidence.There("release " + release(call) + " is uninstalled, and its history was kept");
        }
        if (newest.number() < number(mark)) {
            return new Evidence.There(release(call) + " is another release by now, at " + words(newest));
        }
        return new Evidence.Missing("release " + release(call) + " is still there, at " + words(newest));
    }

    /**
     * An upgrade or a rollback has had its effect when it made a revision that is deployed.
     *
     * @param meant tells the revision that it makes from others
     */
    static Evidence changed(Call call, String mark, Predicate<Helm.Revision> meant) throws InterruptedException {
        Optional<List<Helm.Revision>> history = history(call);
        if (history.isEmpty()) {
            return new Evidence.Missing("there is no release " + release(call));
        }
        Helm.Revision newest = history.get().getLast();
        String at = "release " + release(call) + " is at " + words(newest);
        if (mark.isEmpty()) {
            return new Evidence.Missing(at + ", and what it was at before is not known");
        }
        boolean done = newest.number() > number(mark) && newest.status().equals("deployed") && meant.test(newest);
        String before = mark.equals(NONE) ? "and there was none before" : "and was at " + mark + " before";
        return done ? new Evidence.There(at + ", " + before) : new Evidence.Missing(at + ", " + before);
    }

    /** Whether a revision came from an upgrade to the wanted chart version, and not from the way back of one that failed. */
    static boolean upgraded(Call call, Helm.Revision revision) {
        String wanted = call.option("version").map(ReleaseEvidence::version).orElse("");
        return !rolledBack(revision)
                && (wanted.isEmpty()
                        || SemanticVersion.parse(wanted).equals(SemanticVersion.parse(revision.version())));
    }

    static boolean rolledBack(Helm.Revision revision) {
        return revision.description().startsWith("Rollback");
    }

    private static String version(Value value) {
        return value instanceof Value.Version(SemanticVersion version)
                ? version.text()
                : value instanceof Value.Text(String text) ? text : "";
    }

    private static String words(Helm.Revision revision) {
        return REVISION + revision.number() + " (" + revision.chart() + " " + revision.version() + ", "
                + revision.status() + ")";
    }

    private static long number(String mark) {
        return mark.isEmpty() ? 0 : Long.parseLong(mark.substring(REVISION.length()));
    }

    private static String release(Call call) {
        return HelmCalls.argument(call, 0, HelmNames::release);
    }

    private static Optional<List<Helm.Revision>> history(Call call) throws InterruptedException {
        try {
            return Optional.of(call.world().helm().history(release(call), HelmCalls.namespace(call)))
                    .filter(history -> !history.isEmpty());
        } catch (Failed failed) {
            if (failed.failure().kind() == FailureClass.ReleaseNotFound) {
                return Optional.empty();
            }
            throw failed;
        }
    }
}
