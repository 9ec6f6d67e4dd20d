package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failure;
import dev.runbook.port.Processes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** What helm has answered, by the command. Can be used by several threads. */
final class HelmMemory {
    private final Map<List<String>, Processes.Result> answers = new HashMap<>();
    private final Optional<LongSupplier> state;
    private final boolean ofOnePlan;
    private OptionalLong seen = OptionalLong.empty();
    private Optional<Failure> away = Optional.empty();

    private HelmMemory(Optional<LongSupplier> state, boolean ofOnePlan) {
        this.state = state;
        this.ofOnePlan = ofOnePlan;
    }

    /** For one wait, one action or one plan. */
    static HelmMemory shortLived() {
        return new HelmMemory(Optional.empty(), false);
    }

    /** For one plan, which does not wait for a server that is away. */
    static HelmMemory ofOnePlan() {
        return new HelmMemory(Optional.empty(), true);
    }

    /** For as long as nothing changes. */
    static HelmMemory of(LongSupplier state) {
        return new HelmMemory(Optional.of(state), false);
    }

    /** Whether it knows itself when its answers are no longer true, or they are for as long as it is asked. */
    boolean lasts() {
        return state.isPresent() || ofOnePlan;
    }

    synchronized boolean isEmpty() {
        forget();
        return answers.isEmpty();
    }

    synchronized Optional<Processes.Result> answer(List<String> command) {
        forget();
        return Optional.ofNullable(answers.get(command));
    }

    /** When a question is asked: an answer is kept for nothing later. */
    synchronized OptionalLong now() {
        forget();
        return seen;
    }

    synchronized void keep(List<String> command, Processes.Result result, OptionalLong asked) {
        forget();
        if (asked.equals(seen)) {
            answers.put(command, result);
        }
    }

    /** Why the cluster does not answer, once it has not. */
    synchronized Optional<Failure> away() {
        forget();
        return away;
    }

    synchronized void keepAway(Failure why) {
        if (ofOnePlan) {
            away = Optional.of(why);
        }
    }

    synchronized void clear() {
        answers.clear();
        away = Optional.empty();
    }

    private void forget() {
        OptionalLong now = state.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(state.get().getAsLong());
        if (!now.equals(seen)) {
            clear();
            seen = now;
        }
    }
}
