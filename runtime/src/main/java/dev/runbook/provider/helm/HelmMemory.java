package dev.runbook.provider.helm;

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
    private OptionalLong seen = OptionalLong.empty();

    private HelmMemory(Optional<LongSupplier> state) {
        this.state = state;
    }

    /** For one wait, one action or one plan. */
    static HelmMemory shortLived() {
        return new HelmMemory(Optional.empty());
    }

    /** For as long as nothing changes. */
    static HelmMemory of(LongSupplier state) {
        return new HelmMemory(Optional.of(state));
    }

    /** Whether it knows itself when its answers are no longer true. */
    boolean lasts() {
        return state.isPresent();
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

    synchronized void clear() {
        answers.clear();
    }

    private void forget() {
        OptionalLong now = state.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(state.get().getAsLong());
        if (!now.equals(seen)) {
            answers.clear();
            seen = now;
        }
    }
}
