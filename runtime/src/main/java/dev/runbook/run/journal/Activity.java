package dev.runbook.run.journal;

import dev.runbook.language.signature.Effect;
import dev.runbook.provider.Intent;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.ReleaseValues;
import java.util.List;
import java.util.Optional;

/** What a task is at from its intent to its outcome. */
public sealed interface Activity {
    /**
     * It performs an action of a provider.
     *
     * @param name of the action in the catalogue: {@code helm.upgrade}
     * @param locks the release that nobody else must change meanwhile; empty where it changes none, and in older journals
     * @param values the files that it writes the values of a release to, or gives to it; empty likewise
     */
    record Performing(
            String name, Effect kind, Intent intent, Optional<ReleaseName> locks, Optional<ReleaseValues> values)
            implements Activity {
        /** One that changes no release. */
        public Performing(String name, Effect kind, Intent intent) {
            this(name, kind, intent, Optional.empty(), Optional.empty());
        }
    }

    /** It lets time pass. */
    record Pausing(String length) implements Activity {}

    /** It waits for a condition. */
    record WaitingUntil(String limit, String condition) implements Activity {}

    /** It looks whether a condition holds. */
    record Asserting(String condition) implements Activity {}

    /** It fails, since the runbook says so; what it says is the failure's. */
    record ExplicitFailure() implements Activity {}

    /** What the runbook calls it. */
    default String action() {
        return switch (this) {
            case Performing performing -> performing.name();
            case Pausing _, WaitingUntil _ -> ActivityWords.WAIT;
            case Asserting _ -> ActivityWords.ASSERT;
            case ExplicitFailure _ -> ActivityWords.FAIL;
        };
    }

    /** The release that nobody else must change meanwhile. */
    default Optional<ReleaseName> locks() {
        return Optional.empty();
    }

    /** The files with values of a release that it has to do with. */
    default Optional<ReleaseValues> values() {
        return Optional.empty();
    }

    default Effect effect() {
        return switch (this) {
            case Performing performing -> performing.kind();
            case Pausing _, WaitingUntil _, Asserting _, ExplicitFailure _ -> Effect.READS;
        };
    }

    /** Whether something may be another after it than before. */
    default boolean changes() {
        return effect() != Effect.READS;
    }

    /** Whether it must not be done twice unknowingly. */
    default boolean onlyOnce() {
        return switch (effect()) {
            case READS, REPEATABLE -> false;
            case ONCE, DESTRUCTIVE -> true;
        };
    }

    /** The argument list of the program that it runs; empty when it runs none. */
    default List<String> command() {
        return this instanceof Performing performing
                        && performing.intent() instanceof Intent.Command(List<String> arguments)
                ? arguments
                : List.of();
    }

    /** What it does, where that is no program; empty where its name says all. */
    default String words() {
        return switch (this) {
            case Performing performing -> performing.intent() instanceof Intent.Description(String words) ? words : "";
            case ExplicitFailure _ -> "";
            case Pausing(String length) -> length;
            case WaitingUntil wait -> ActivityWords.of(wait);
            case Asserting(String condition) -> condition;
        };
    }
}
