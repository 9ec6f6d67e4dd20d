package dev.runbook.run.engine;

import dev.runbook.provider.ReleaseName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps others away from what a run changes. The engine asks it before each effect, before the intent is written, and
 * tells it where the run is and which programs it has started.
 */
public interface EffectGuard {
    /** For a run that nobody can come in the way of, or whose operator wants no lock. */
    EffectGuard NONE = new EffectGuard() {
        @Override
        public void before(Optional<ReleaseName> release) {}

        @Override
        public void at(String step) {}

        @Override
        public void started(ReleaseName release, long pid, Instant at) {}

        @Override
        public List<String> staying() {
            return List.of();
        }
    };

    /**
     * Returns once an effect may begin.
     *
     * @param release the one that it changes; empty when it changes none, or something else
     * @throws EffectRefusedException when it may not begin
     */
    void before(Optional<ReleaseName> release) throws InterruptedException;

    /** The run has come to a step, for whoever else wants to know; empty between the steps. */
    void at(String step);

    /** A program was started that changes a release. */
    void started(ReleaseName release, long pid, Instant at);

    /** What stays locked although the run ends now, and why, for people; a line each. */
    List<String> staying();
}
