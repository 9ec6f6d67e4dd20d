package dev.runbook.provider.helm;

import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Call;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What helm does to a release, as far as it says how long that can take and how it may be stopped.
 *
 * @param timeout helm's own, which counts for the wait and for each hook
 * @param comesBack whether helm rolls back by itself when it fails, which takes as long once more
 */
record ReleaseOperation(Verb verb, String release, Optional<String> namespace, Duration timeout, boolean comesBack) {
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration REST = Duration.ofSeconds(60);

    /**
     * A helm that writes a release is never killed by us: it has a time limit of its own. An upgrade listens to signals; a
     * rollback and an uninstall do not, and would die at one and leave the release half done.
     */
    enum Verb {
        UPGRADE(Processes.Stopping.ASKED, "pre-install", "post-install", "pre-upgrade", "post-upgrade"),
        ROLLBACK(Processes.Stopping.LEFT_ALONE, "pre-rollback", "post-rollback"),
        UNINSTALL(Processes.Stopping.LEFT_ALONE, "pre-delete", "post-delete");

        private final Processes.Stopping stopping;

        @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable.
        private final Set<String> hooks;

        Verb(Processes.Stopping stopping, String... hooks) {
            this.stopping = stopping;
            this.hooks = Set.of(hooks);
        }

        Processes.Stopping stopping() {
            return stopping;
        }

        /** The events whose hooks it runs. */
        Set<String> hooks() {
            return hooks;
        }
    }

    /** What a call does to the release that stands first. */
    static ReleaseOperation of(Verb verb, Call call) {
        return new ReleaseOperation(
                verb,
                HelmCalls.argument(call, 0, HelmNames::release),
                HelmCalls.namespaceFor(call),
                call.option("timeout").orElse(Value.NIL) instanceof Value.Duration(Duration given) ? given : USUAL,
                call.isTrue("atomic"));
    }

    /** How long it can take when its chart has so many hooks: with a minute for the rest. */
    Duration longest(int hooks) {
        return timeout.multipliedBy((hooks + 1L) * (comesBack ? 2 : 1)).plus(REST);
    }
}
