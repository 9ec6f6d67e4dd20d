package dev.runbook.run.resume;

import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.TaskKey;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Entry.StepEnd;
import dev.runbook.run.journal.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was changed in a runbook since a run of it began, as far as the run has done it. Steps go by address and tasks by
 * their text, so that new tasks and steps may stand between those that are done.
 */
public final class RunbookChanges implements KeyMapping {
    private final RunbookOutline before;
    private final RunbookOutline now;
    private final Map<String, Set<TaskKey>> ran = new HashMap<>();
    private final Set<String> begun = new LinkedHashSet<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> passed = new HashSet<>();
    private final Map<String, Map<TaskKey, Optional<TaskKey>>> places = new HashMap<>();
    private final Map<String, Map<TaskKey, ChangedChoice>> choices = new HashMap<>();
    private final Map<String, TaskReplay.EditedCondition> conditions = new HashMap<>();
    private final List<RunbookEdit> edits = new ArrayList<>();

    private RunbookChanges(CheckedRunbook before, CheckedRunbook now, List<Recorded> records) {
        this.before = RunbookOutline.of(before);
        this.now = RunbookOutline.of(now);
        records.forEach(recorded -> take(recorded.entry()));
        for (RunbookOutline.OutlineEntry step : this.before.steps()) {
            if (step.address().isEmpty() || begun.contains(step.address())) {
                condition(step);
                compare(step);
            } else if (passed.contains(step.address())) {
                condition(step);
            }
        }
        order();
    }

    /** A choice that was decided, with the conditions that it had and has. */
    private record ChangedChoice(RunbookOutline.Own before, RunbookOutline.Own now) {
        TaskReplay.EditedCondition taken(int arm) {
            return new TaskReplay.EditedCondition(before.text(), now.text(), TaskMatching.branch(before, now, arm));
        }
    }

    /**
     * Compares the text that ran with the text of today.
     *
     * @param before the runbook as the journal has it
     * @param now the runbook as it is
     */
    public static RunbookChanges of(CheckedRunbook before, CheckedRunbook now, List<Recorded> records) {
        return new RunbookChanges(before, now, records);
    }

    /** What was changed in what is done, in the order of the text. */
    public List<RunbookEdit> edits() {
        return List.copyOf(edits);
    }

    @Override
    public Optional<TaskKey> key(String step, TaskKey key) {
        return places.getOrDefault(before.known(step), Map.of()).getOrDefault(key, Optional.of(key));
    }

    @Override
    public Optional<TaskReplay.EditedCondition> decided(String step, TaskKey key, int arm) {
        return Optional.ofNullable(
                        choices.getOrDefault(before.known(step), Map.of()).get(key))
                .map(choice -> choice.taken(arm));
    }

    @Override
    public Optional<TaskReplay.EditedCondition> condition(String step) {
        return Optional.ofNullable(conditions.get(before.known(step)));
    }

    private void take(Entry entry) {
        switch (entry) {
            case Entry.StepStarted e -> begun.add(before.known(e.step()));
            case Entry.StepResumed e -> {
                begun.add(before.known(e.step()));
                done.remove(before.known(e.step()));
            }
            case Entry.StepEnded e -> {
                if (e.end() != StepEnd.FAILED) {
                    done.add(before.known(e.step()));
                }
            }
            case Entry.TaskIntended e -> ran(e.step(), e.task());
            case Entry.TaskEnded e -> ran(e.step(), e.task());
            case Entry.Bound e -> ran(e.step(), e.task());
            case Entry.Decided e -> ran(e.step(), e.task());
            case Entry.Noted e -> ran(e.step(), e.task());
            case Entry.Answered e -> ran(e.step(), e.task());
            case Entry.StepSkipped e -> passed.add(before.known(e.step()));
            case Entry.Began _,
                    Entry.Resumed _,
                    Entry.ProgramStarted _,
                    Entry.Settled _,
                    Entry.Asked _,
                    Entry.Rescuing _,
                    Entry.Retrying _,
                    Entry.Interrupted _,
                    Entry.Foretold _,
                    Entry.Abandoned _,
                    Entry.Ended _ -> {}
        }
    }

    private void ran(String step, String task) {
        ran.computeIfAbsent(before.known(step), _ -> new HashSet<>()).add(new TaskKey(task));
    }

    private void condition(RunbookOutline.OutlineEntry old) {
        now.step(old.address())
                .filter(today -> !today.condition().equals(old.condition()))
                .ifPresent(today -> {
                    edits.add(new RunbookEdit(old.address(), "changed", old.condition(), today.condition()));
                    conditions.put(
                            old.address(), new TaskReplay.EditedCondition(old.condition(), today.condition(), 0));
                });
    }

    private void compare(RunbookOutline.OutlineEntry old) {
        Optional<RunbookOutline.OutlineEntry> today = now.step(old.address());
        if (today.isEmpty()) {
            boolean elsewhere = now.steps().stream().anyMatch(s -> s.title().equals(old.title()));
            edits.add(new RunbookEdit(old.address(), elsewhere ? "moved" : "gone", text(old), ""));
            return;
        }
        Set<TaskKey> keys = ran.getOrDefault(old.address(), Set.of());
        TaskMatching matching = new TaskMatching(old, today.get());
        List<RunbookOutline.Own> left = new ArrayList<>(today.get().own());
        Map<TaskKey, Optional<TaskKey>> renamed = places.computeIfAbsent(old.address(), _ -> new HashMap<>());
        for (RunbookOutline.Own task : old.own()) {
            Optional<RunbookOutline.Own> same = matching.same(task);
            if (same.isPresent()) {
                left.remove(same.get());
                renamed.put(task.key(), same.map(RunbookOutline.Own::key));
            } else if (keys.contains(task.key())) {
                Optional<RunbookOutline.Own> instead = matching.edited(task);
                instead.ifPresent(left::remove);
                renamed.put(task.key(), instead.map(RunbookOutline.Own::key));
                instead.filter(_ -> !task.arms().isEmpty())
                        .ifPresent(own -> choices.computeIfAbsent(old.address(), _ -> new HashMap<>())
                                .put(task.key(), new ChangedChoice(task, own)));
                edit(old, task.text(), instead.map(RunbookOutline.Own::text).orElse(""));
            }
        }
        matching.editedClauses().forEach((clause, instead) -> {
            if (keys.stream().anyMatch(key -> key.clause().equals(TaskKey.rescue(clause)))) {
                edit(old, old.clauses().get(clause - 1), today.get().clauses().get(instead - 1));
            }
        });
        if (done.contains(old.address())) {
            // Nothing that was added to it would run any more.
            left.stream().filter(own -> !own.key().rescues()).forEach(own -> edit(old, "", own.text()));
        }
    }

    private void edit(RunbookOutline.OutlineEntry step, String was, String is) {
        edits.add(new RunbookEdit(step.address(), "changed", was, is));
    }

    /** Steps that were begun must stand in the order in which they stood. */
    private void order() {
        Map<String, List<String>> then = siblings(before);
        Map<String, List<String>> today = siblings(now);
        then.forEach((parent, steps) -> {
            List<String> both = new ArrayList<>(steps);
            List<String> other = new ArrayList<>(today.getOrDefault(parent, List.of()));
            both.retainAll(other);
            other.retainAll(both);
            for (int i = 0; i < both.size(); i++) {
                if (!both.get(i).equals(other.get(i))) {
                    edits.add(new RunbookEdit(both.get(i), "moved", "", ""));
                    return;
                }
            }
        });
    }

    private Map<String, List<String>> siblings(RunbookOutline outline) {
        Map<String, List<String>> siblings = new HashMap<>();
        outline.steps().stream()
                .filter(step -> begun.contains(step.address()))
                .forEach(step -> siblings.computeIfAbsent(step.parent(), _ -> new ArrayList<>())
                        .add(step.address()));
        return siblings;
    }

    private static String text(RunbookOutline.OutlineEntry step) {
        return String.join(
                "\n", step.own().stream().map(RunbookOutline.Own::text).toList());
    }
}
