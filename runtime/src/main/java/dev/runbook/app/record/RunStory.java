package dev.runbook.app.record;

import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.report.RunReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a journal says of a run, up to where a scenario of it ends.
 *
 * @param titles of steps, by their addresses
 * @param cut whether the run went on after that: a rehearsal is not carried on after a failure
 */
record RunStory(List<Recorded> facts, Map<String, String> titles, boolean cut) {
    RunStory {
        facts = List.copyOf(facts);
        titles = Map.copyOf(titles);
    }

    /** A task that came to its end. */
    record EndedTask(Entry.TaskIntended intent, Entry.TaskEnded end, Instant began, Instant ended) {
        Activity activity() {
            return intent.activity();
        }
    }

    static RunStory of(List<Recorded> all) {
        Map<String, String> titles = new HashMap<>();
        List<Recorded> told = new ArrayList<>();
        for (Recorded fact : all) {
            if (fact.entry() instanceof Entry.Resumed
                    && told.getLast().entry() instanceof Entry.Ended ended
                    && ended.end() != Entry.RunEnd.INTERRUPTED) {
                return new RunStory(told, titles, true);
            }
            told.add(fact);
            switch (fact.entry()) {
                case Entry.StepStarted e -> titles.put(e.step(), e.title());
                case Entry.StepSkipped e -> titles.put(e.step(), e.title());
                case Entry.StepResumed e -> titles.put(e.step(), e.title());
                default -> {
                    // It has no title.
                }
            }
        }
        return new RunStory(told, titles, false);
    }

    Entry.Began began() {
        return facts.stream()
                .map(Recorded::entry)
                .filter(Entry.Began.class::isInstance)
                .map(Entry.Began.class::cast)
                .findFirst()
                .orElseThrow();
    }

    boolean isRehearsal() {
        return began().dialect() == Entry.Dialect.REHEARSAL;
    }

    /** How it ended; empty where nobody knows, since it was killed or interrupted. */
    Optional<Entry.Ended> ended() {
        return facts.getLast().entry() instanceof Entry.Ended ended && ended.end() != Entry.RunEnd.INTERRUPTED
                ? Optional.of(ended)
                : Optional.empty();
    }

    RunReport report() {
        return RunReport.of(facts);
    }

    /** The title of a step; empty where a fact stands in none. */
    Optional<String> title(String address) {
        return Optional.ofNullable(titles.get(address));
    }

    /** The tasks that ended, in the order of their ends. */
    List<EndedTask> tasks() {
        Map<List<String>, Recorded> intents = new HashMap<>();
        List<EndedTask> tasks = new ArrayList<>();
        for (Recorded fact : facts) {
            if (fact.entry() instanceof Entry.TaskIntended intent) {
                intents.put(List.of(intent.step(), intent.task()), fact);
            } else if (fact.entry() instanceof Entry.TaskEnded end) {
                Recorded begun = intents.remove(List.of(end.step(), end.task()));
                if (begun != null) {
                    tasks.add(new EndedTask((Entry.TaskIntended) begun.entry(), end, begun.time(), fact.time()));
                }
            }
        }
        return tasks;
    }
}
