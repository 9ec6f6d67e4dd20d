package dev.runbook.run.resume;

import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Entry.StepEnd;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.plan.Plan;
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
public final class Edits implements Renaming {
    private final Outline before;
    private final Outline now;
    private final Map<String, Set<String>> ran = new HashMap<>();
    private final Set<String> begun = new LinkedHashSet<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> passed = new HashSet<>();
    private final Map<String, Map<String, Optional<String>>> places = new HashMap<>();
    private final Map<String, Map<String, ChangedChoice>> choices = new HashMap<>();
    private final Map<String, Deed.Change> conditions = new HashMap<>();
    private final List<Edit> edits = new ArrayList<>();

    private Edits(Plan before, Plan now, List<Recorded> records) {
        this.before = Outline.of(before);
        this.now = Outline.of(now);
        records.forEach(recorded -> take(recorded.entry()));
        for (Outline.Entry step : this.before.steps()) {
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
    private record ChangedChoice(Outline.Own before, Outline.Own now) {
        /** The branch whose condition is the same, else the one at the same place. */
        Deed.Change taken(int arm) {
            int same = arm > 0 && arm <= before.arms().size()
                    ? now.arms().stream()
                            .map(Outline.Arm::text)
                            .toList()
                            .indexOf(before.arms().get(arm - 1).text())
                    : -1;
            int today = same >= 0 ? same + 1 : arm <= now.arms().size() ? arm : 0;
            return new Deed.Change(before.text(), now.text(), today);
        }
    }

    /**
     * Compares the text that ran with the text of today.
     *
     * @param before a plan of the runbook as the journal has it
     * @param now a plan of the runbook as it is
     */
    public static Edits of(Plan before, Plan now, List<Recorded> records) {
        return new Edits(before, now, records);
    }

    /** What was changed in what is done, in the order of the text. */
    public List<Edit> edits() {
        return List.copyOf(edits);
    }

    @Override
    public Optional<String> key(String step, String key) {
        return places.getOrDefault(before.known(step), Map.of()).getOrDefault(key, Optional.of(key));
    }

    @Override
    public Optional<Deed.Change> decided(String step, String key, int arm) {
        return Optional.ofNullable(
                        choices.getOrDefault(before.known(step), Map.of()).get(key))
                .map(choice -> choice.taken(arm));
    }

    @Override
    public Optional<Deed.Change> condition(String step) {
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
                    Entry.Abandoned _,
                    Entry.Ended _ -> {}
        }
    }

    private void ran(String step, String task) {
        ran.computeIfAbsent(before.known(step), _ -> new HashSet<>()).add(task);
    }

    private void condition(Outline.Entry old) {
        now.step(old.address())
                .filter(today -> !today.condition().equals(old.condition()))
                .ifPresent(today -> {
                    edits.add(new Edit(old.address(), "changed", old.condition(), today.condition()));
                    conditions.put(old.address(), new Deed.Change(old.condition(), today.condition(), 0));
                });
    }

    private void compare(Outline.Entry old) {
        Optional<Outline.Entry> today = now.step(old.address());
        if (today.isEmpty()) {
            boolean elsewhere = now.steps().stream().anyMatch(s -> s.title().equals(old.title()));
            edits.add(new Edit(old.address(), elsewhere ? "moved" : "gone", text(old), ""));
            return;
        }
        Set<String> keys = ran.getOrDefault(old.address(), Set.of());
        List<Outline.Own> left = new ArrayList<>(today.get().own());
        List<Outline.Own> changed = new ArrayList<>();
        Map<String, Optional<String>> renamed = places.computeIfAbsent(old.address(), _ -> new HashMap<>());
        for (Outline.Own task : old.own()) {
            Optional<Outline.Own> same = same(task, left);
            same.ifPresent(left::remove);
            if (same.isPresent()) {
                renamed.put(task.key(), same.map(Outline.Own::key));
            } else if (keys.contains(task.key())) {
                changed.add(task);
            }
        }
        for (Outline.Own task : changed) {
            Optional<Outline.Own> instead =
                    left.stream().filter(own -> own.key().equals(task.key())).findFirst();
            instead.ifPresent(left::remove);
            renamed.put(task.key(), instead.map(Outline.Own::key));
            instead.filter(_ -> !task.arms().isEmpty())
                    .ifPresent(own -> choices.computeIfAbsent(old.address(), _ -> new HashMap<>())
                            .put(task.key(), new ChangedChoice(task, own)));
            edits.add(new Edit(
                    old.address(),
                    "changed",
                    task.text(),
                    instead.map(Outline.Own::text).orElse("")));
        }
        if (done.contains(old.address())) {
            // Nothing that was added to it would run any more.
            left.stream()
                    .filter(own -> own.clause().equals("body") || own.clause().equals("ensure"))
                    .forEach(own -> edits.add(new Edit(old.address(), "changed", "", own.text())));
        }
    }

    /** The same text in the same clause; at the same place, if it stands there several times. */
    private static Optional<Outline.Own> same(Outline.Own task, List<Outline.Own> left) {
        List<Outline.Own> alike = left.stream()
                .filter(own -> own.text().equals(task.text()) && own.clause().equals(task.clause()))
                .toList();
        return alike.stream()
                .filter(own -> own.key().equals(task.key()))
                .findFirst()
                .or(() -> alike.stream().findFirst());
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
                    edits.add(new Edit(both.get(i), "moved", "", ""));
                    return;
                }
            }
        });
    }

    private Map<String, List<String>> siblings(Outline outline) {
        Map<String, List<String>> siblings = new HashMap<>();
        outline.steps().stream()
                .filter(step -> begun.contains(step.address()))
                .forEach(step -> siblings.computeIfAbsent(step.parent(), _ -> new ArrayList<>())
                        .add(step.address()));
        return siblings;
    }

    private static String text(Outline.Entry step) {
        return String.join("\n", step.own().stream().map(Outline.Own::text).toList());
    }
}
