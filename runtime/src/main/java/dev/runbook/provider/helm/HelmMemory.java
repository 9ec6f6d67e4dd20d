package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failure;
import dev.runbook.port.Processes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What helm has answered, by the command. Can be used by several threads. */
final class HelmMemory {
    private final Map<List<String>, KnownAnswer> answers = new HashMap<>();
    private final Optional<Changes> changes;
    private final boolean ofOnePlan;
    private Optional<Failure> away = Optional.empty();
    private long charts;

    private HelmMemory(Optional<Changes> changes, boolean ofOnePlan) {
        this.changes = changes;
        this.ofOnePlan = ofOnePlan;
    }

    /**
     * How often something was changed so far: where only we can change anything, what was answered since is still true.
     *
     * @param cluster by a request to the cluster
     * @param files by writing to the working folder
     */
    record Changes(LongSupplier cluster, LongSupplier files) {}

    /**
     * When a question was asked.
     *
     * @param charts how often the repositories were changed
     */
    record Moment(long cluster, long files, long charts) {}

    private record KnownAnswer(Processes.Result result, Moment asked) {}

    /** For one wait, one action or one plan. */
    static HelmMemory shortLived() {
        return new HelmMemory(Optional.empty(), false);
    }

    /** For one plan, which does not wait for a server that is away. */
    static HelmMemory ofOnePlan() {
        return new HelmMemory(Optional.empty(), true);
    }

    /** For as long as nothing changes. */
    static HelmMemory of(Changes changes) {
        return new HelmMemory(Optional.of(changes), false);
    }

    /** Whether it knows itself when its answers are no longer true, or they are for as long as it is asked. */
    boolean lasts() {
        return changes.isPresent() || ofOnePlan;
    }

    /** Why the cluster does not answer, once it has not. */
    synchronized Optional<Failure> away() {
        return away;
    }

    synchronized void keepAway(Failure why) {
        if (ofOnePlan) {
            away = Optional.of(why);
        }
    }

    synchronized boolean isEmpty() {
        return answers.keySet().stream().allMatch(command -> answer(command).isEmpty());
    }

    synchronized Optional<Processes.Result> answer(List<String> command) {
        return Optional.ofNullable(answers.get(command))
                .filter(known -> seen(command, known.asked()).equals(seen(command, now())))
                .map(KnownAnswer::result);
    }

    /** When a question is asked: its answer is true for as long as nothing changes from then on. */
    synchronized Moment now() {
        return new Moment(
                changes.map(counters -> counters.cluster().getAsLong()).orElse(0L),
                changes.map(counters -> counters.files().getAsLong()).orElse(0L),
                charts);
    }

    /** What of it an answer rests on: records of releases are no files, and charts are nothing of the cluster. */
    private static Moment seen(List<String> command, Moment moment) {
        return switch (command.get(1)) {
            case "history", "get", "status", "list" -> new Moment(moment.cluster(), 0, 0);
            case "show", "search", "repo" -> new Moment(0, moment.files(), moment.charts());
            default -> moment;
        };
    }

    synchronized void keep(List<String> command, Processes.Result result, Moment asked) {
        answers.put(command, new KnownAnswer(result, asked));
    }

    /** Charts or their repositories are changed. */
    synchronized void chartsChange() {
        charts++;
    }

    synchronized void clear() {
        answers.clear();
        away = Optional.empty();
    }
}
