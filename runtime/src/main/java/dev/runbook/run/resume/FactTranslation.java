package dev.runbook.run.resume;

import dev.runbook.language.program.TaskKey;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
            case Entry.TaskIntended e ->
                at(e.step(), e.task()).map(task -> new Entry.TaskIntended(e.step(), task, e.activity(), e.before()));
            case Entry.ProgramStarted e ->
                at(e.step(), e.task()).map(task -> new Entry.ProgramStarted(e.step(), task, e.pid(), e.started()));
            case Entry.TaskEnded e ->
                at(e.step(), e.task())
                        .map(task -> new Entry.TaskEnded(
                                e.step(), task, e.failure(), e.summary(), e.output(), e.files(), e.took()));
            case Entry.Bound e ->
                at(e.step(), e.task())
                        .map(task -> new Entry.Bound(
                                e.step(),
                                task,
                                e.name(),
                                e.value(),
                                e.instead(),
                                e.outdated().stream()
                                        .flatMap(key -> at(e.step(), key))
                                        .toList()));
            case Entry.Asked e ->
                at(e.step(), e.task())
                        .map(task -> new Entry.Asked(
                                e.step(), task, e.form(), e.text(), e.shown(), e.file(), e.destructive()));
            case Entry.Answered e ->
                at(e.step(), e.task())
                        .map(task -> new Entry.Answered(e.step(), task, e.yes(), e.by(), e.meant(), e.instead()));
            case Entry.Noted e -> at(e.step(), e.task()).map(task -> new Entry.Noted(e.step(), task, e.text()));
            case Entry.Decided e -> at(e.step(), e.task()).map(task -> decided(e, task));
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
                    Entry.Abandoned _,
                    Entry.Ended _ -> Stream.of(entry);
        };
    }

    private Entry decided(Entry.Decided e, String task) {
        Optional<TaskReplay.EditedCondition> change = e.arm().isPresent()
                ? renaming.decided(e.step(), new TaskKey(e.task()), e.arm().getAsInt())
                : Optional.empty();
        OptionalInt arm = change.isPresent() ? OptionalInt.of(change.get().arm()) : e.arm();
        return new Entry.Decided(e.step(), task, e.where(), e.condition(), arm, e.instead());
    }

    private Stream<String> at(String step, String task) {
        return renaming.key(step, new TaskKey(task)).map(TaskKey::text).stream();
    }
}
