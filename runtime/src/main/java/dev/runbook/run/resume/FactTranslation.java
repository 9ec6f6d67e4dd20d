package dev.runbook.run.resume;

import dev.runbook.language.program.TaskKey;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells the facts of a run by the places of a later text, where the run was carried on with one before. */
public final class FactTranslation {
    private final KeyMapping renaming;

    private FactTranslation(KeyMapping renaming) {
        this.renaming = renaming;
    }

    /** The same facts; those whose task the later text no longer has are left out. */
    public static List<Recorded> of(List<Recorded> records, KeyMapping renaming) {
        FactTranslation retelling = new FactTranslation(renaming);
        return records.stream()
                .flatMap(recorded -> retelling
                        .told(recorded.entry())
                        .map(entry -> new Recorded(recorded.sequence(), recorded.time(), entry)))
                .toList();
    }

    private Stream<Entry> told(Entry entry) {
        return switch (entry) {
            case Entry.Bound e -> translated(outdating(e));
            case Entry.Decided e -> translated(decided(e));
            case Entry.OfTask e -> translated(e);
            case Entry.Began _,
                    Entry.Resumed _,
                    Entry.StepStarted _,
                    Entry.StepSkipped _,
                    Entry.StepResumed _,
                    Entry.StepEnded _,
                    Entry.Settled _,
                    Entry.Rescuing _,
                    Entry.Retrying _,
                    Entry.Interrupted _,
                    Entry.Foretold _,
                    Entry.Abandoned _,
                    Entry.Ended _ -> Stream.of(entry);
        };
    }

    private Stream<Entry> translated(Entry.OfTask e) {
        return at(e.step(), e.task()).map(e::at);
    }

    private Entry.Bound outdating(Entry.Bound e) {
        return e.outdating(
                e.outdated().stream().flatMap(key -> at(e.step(), key)).toList());
    }

    private Entry.Decided decided(Entry.Decided e) {
        Optional<TaskReplay.EditedCondition> change = e.arm().isPresent()
                ? renaming.decided(e.step(), new TaskKey(e.task()), e.arm().getAsInt())
                : Optional.empty();
        return change.map(edited -> e.taking(edited.arm())).orElse(e);
    }

    private Stream<String> at(String step, String task) {
        return renaming.key(step, new TaskKey(task)).map(TaskKey::text).stream();
    }
}
