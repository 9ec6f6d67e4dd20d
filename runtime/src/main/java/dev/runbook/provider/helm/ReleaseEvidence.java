package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.StateBefore;
import dev.runbook.provider.helm.ReleaseIdentity.Likeness;
import java.util.List;
import java.util.Map;
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

    static Map<String, Value> meant(Call call) throws InterruptedException {
        try {
            return ReleaseIdentity.of(call, history(call))
                    .map(identity -> Map.of(ReleaseIdentity.subject(call), identity))
                    .orElse(Map.of());
        } catch (Failed unread) {
            return Map.of();
        }
    }

    static boolean same(Call call, Value before, Value now) throws InterruptedException {
        return before.equals(now) || ReleaseIdentity.likeness(call, before, now) == Likeness.SAME;
    }

    /** An uninstall has had its effect when the release is gone, or when it is another one by now. */
    static Evidence uninstalled(Call call, StateBefore before) throws InterruptedException {
        Optional<List<Helm.Revision>> history = history(call);
        if (history.isEmpty()) {
            return none(call, before)
                    ? new Evidence.Absent("there is no release " + release(call) + ", and there was none before")
                    : new Evidence.Present("release " + release(call) + " is gone");
        }
        Helm.Revision newest = history.get().getLast();
        if (newest.uninstalled()) {
            return new Evidence.Present("release " + release(call) + " is uninstalled, and its history was kept");
        }
        Compared compared = compared(call, before, history);
        String there = "release " + release(call) + " is still there, at " + words(newest);
        return switch (compared.likeness()) {
            case SAME -> new Evidence.Absent(there);
            case ANOTHER ->
                new Evidence.Present("it was meant for " + compared.before() + ", which is gone; what is there now is "
                        + compared.now());
            case UNCLEAR ->
                new Evidence.Another(
                        there + ". It was meant for " + compared.before() + ", and now there is " + compared.now());
        };
    }

    /**
     * An upgrade or a rollback has had its effect when it made a revision that is deployed.
     *
     * @param meant tells the revision that it makes from others
     */
    static Evidence changed(Call call, StateBefore before, Predicate<Helm.Revision> meant) throws InterruptedException {
        Optional<List<Helm.Revision>> history = history(call);
        boolean none = none(call, before);
        if (history.isEmpty()) {
            return none
                    ? new Evidence.Absent("there is no release " + release(call))
                    : new Evidence.Another("there is no release " + release(call) + " any more, and it was meant for "
                            + was(call, before));
        }
        Helm.Revision newest = history.get().getLast();
        String at = "release " + release(call) + " is at " + words(newest);
        Compared compared = compared(call, before, history);
        if (!none && compared.likeness() != Likeness.SAME) {
            return new Evidence.Another(
                    at + ". It was meant for " + compared.before() + ", and now there is " + compared.now());
        }
        boolean done =
                newest.number() > number(before.mark()) && newest.status().equals("deployed") && meant.test(newest);
        String was = none ? "and there was none before" : "and was at " + before.mark() + " before";
        return done ? new Evidence.Present(at + ", " + was) : new Evidence.Absent(at + ", " + was);
    }

    /** Whether there was no release before. */
    private static boolean none(Call call, StateBefore before) {
        return before.mark().equals(NONE) || before.meant().get(ReleaseIdentity.subject(call)) instanceof Value.Nil;
    }

    /** Both releases in words, and how they stand to each other; unclear where the journal does not say which one it was. */
    private record Compared(Likeness likeness, String before, String now) {}

    private static Compared compared(Call call, StateBefore before, Optional<List<Helm.Revision>> history)
            throws InterruptedException {
        Value then = before.meant().get(ReleaseIdentity.subject(call));
        Optional<Value> now = ReleaseIdentity.of(call, history);
        Likeness likeness =
                then == null || now.isEmpty() ? Likeness.UNCLEAR : ReleaseIdentity.likeness(call, then, now.get());
        return new Compared(
                likeness, was(call, before), now.map(ReleaseIdentity::words).orElse("one whose record cannot be read"));
    }

    private static String was(Call call, StateBefore before) {
        Value then = before.meant().get(ReleaseIdentity.subject(call));
        return then == null ? "one that the journal does not tell from others" : ReleaseIdentity.words(then);
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
        return mark.startsWith(REVISION) ? Long.parseLong(mark.substring(REVISION.length())) : 0;
    }

    private static String release(Call call) {
        return HelmCalls.argument(call, 0, HelmNames::release);
    }

    private static Optional<List<Helm.Revision>> history(Call call) throws InterruptedException {
        try {
            return Optional.of(call.client(Helm.class).history(release(call), HelmCalls.namespace(call)))
                    .filter(history -> !history.isEmpty());
        } catch (Failed failed) {
            if (failed.failure().kind() == FailureClass.ReleaseNotFound) {
                return Optional.empty();
            }
            throw failed;
        }
    }
}
