package dev.runbook.run.resume;

import dev.runbook.language.program.TaskKey;
import dev.runbook.run.resume.RunbookOutline.OutlineEntry;
import dev.runbook.run.resume.RunbookOutline.Own;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds for each task of a step the one that stands for it in a later text of the step, list by list: what reads alike in
 * the same order, and then what stands between the same neighbours and is of the same kind. Branches go by their
 * condition and rescue clauses by what they answer to, wherever they stand; a task that reads as it did may also have
 * moved into a branch or out of one.
 */
final class TaskMatching {
    /** Lists that differ in more are not compared in every way, so that a resume begins at once. */
    private static final int MOST_PAIRS = 1_000_000;

    private final OutlineEntry before;
    private final OutlineEntry now;
    private final Map<TaskKey, List<Own>> olds;
    private final Map<TaskKey, List<Own>> news;
    private final Map<TaskKey, Own> same = new HashMap<>();
    private final Map<TaskKey, Own> edited = new HashMap<>();
    private final Set<TaskKey> taken = new HashSet<>();
    private final Map<TaskKey, TaskKey> clauses = new HashMap<>();
    private final List<Gap> gaps = new ArrayList<>();

    /** Tasks that stand between the same neighbours and read otherwise. */
    private record Gap(List<Own> olds, List<Own> news) {}

    TaskMatching(OutlineEntry before, OutlineEntry now) {
        this.before = before;
        this.now = now;
        this.olds = lists(before);
        this.news = lists(now);
        clauses();
        clauses.forEach(this::match);
        before.own().stream().filter(old -> !same.containsKey(old.key())).forEach(this::moved);
        List.copyOf(gaps).forEach(gap -> gap.olds().forEach(old -> inPlace(old, gap, List.of())));
    }

    private static Map<TaskKey, List<Own>> lists(OutlineEntry step) {
        Map<TaskKey, List<Own>> lists = new LinkedHashMap<>();
        step.own()
                .forEach(own -> lists.computeIfAbsent(own.key().list(), _ -> new ArrayList<>())
                        .add(own));
        return lists;
    }

    /** The task that reads as the old one does. */
    Optional<Own> same(Own old) {
        return Optional.ofNullable(same.get(old.key()));
    }

    /** The task that stands in the place of the old one and reads otherwise. */
    Optional<Own> edited(Own old) {
        return Optional.ofNullable(edited.get(old.key()));
    }

    /** Which rescue clause stands for one that reads otherwise now, both counted from 1. */
    Map<Integer, Integer> editedClauses() {
        Map<Integer, Integer> found = new LinkedHashMap<>();
        for (int i = 1; i <= before.clauses().size(); i++) {
            for (int j = 1; j <= now.clauses().size(); j++) {
                if (TaskKey.rescue(j).equals(clauses.get(TaskKey.rescue(i)))
                        && !before.clauses().get(i - 1).equals(now.clauses().get(j - 1))) {
                    found.put(i, j);
                }
            }
        }
        return found;
    }

    /** The branch that stands for one of the old choice; one more than there are where it was taken out. */
    static int branch(Own old, Own now, int arm) {
        int today = arm == 0 ? 0 : arm > old.arms().size() ? -1 : partner(old.arms(), now.arms(), arm - 1) + 1;
        return arm > 0 && today <= 0 ? now.arms().size() + 1 : today;
    }

    /** Which text of today stands for one: the one that reads so, else that at its place when it is a new one; -1 for none. */
    private static int partner(List<String> olds, List<String> news, int index) {
        int alike = news.indexOf(olds.get(index));
        if (alike >= 0) {
            return alike;
        }
        return index < news.size() && !olds.contains(news.get(index)) ? index : -1;
    }

    private void clauses() {
        clauses.put(TaskKey.BODY, TaskKey.BODY);
        clauses.put(TaskKey.ENSURE, TaskKey.ENSURE);
        for (int i = 0; i < before.clauses().size(); i++) {
            int today = partner(before.clauses(), now.clauses(), i);
            if (today >= 0) {
                clauses.put(TaskKey.rescue(i + 1), TaskKey.rescue(today + 1));
            }
        }
    }

    private void match(TaskKey oldList, TaskKey newList) {
        List<Own> left = new ArrayList<>(olds.getOrDefault(oldList, List.of()));
        List<Own> right = new ArrayList<>(news.getOrDefault(newList, List.of()));
        left.removeIf(old -> same.containsKey(old.key()) || edited.containsKey(old.key()));
        right.removeIf(own -> taken.contains(own.key()));
        int i = 0;
        int j = 0;
        for (CommonSequence.Pair pair : CommonSequence.of(texts(left), texts(right), MOST_PAIRS)) {
            gap(left.subList(i, pair.left()), right.subList(j, pair.right()));
            pair(left.get(pair.left()), right.get(pair.right()), same);
            i = pair.left() + 1;
            j = pair.right() + 1;
        }
        gap(left.subList(i, left.size()), right.subList(j, right.size()));
    }

    private static List<String> texts(List<Own> tasks) {
        return tasks.stream().map(Own::text).toList();
    }

    /** What holds tasks of its own is paired at once, so that what is in it is looked for there first. */
    private void gap(List<Own> left, List<Own> right) {
        Gap gap = new Gap(List.copyOf(left), List.copyOf(right));
        for (Own old : gap.olds()) {
            if (old.holdsTasks()) {
                inPlace(old, gap, old.arms());
            }
        }
        gaps.add(gap);
    }

    /** @param arms conditions of which the one that stands for it has some, if any has */
    private void inPlace(Own old, Gap gap, List<String> arms) {
        if (same.containsKey(old.key()) || edited.containsKey(old.key())) {
            return;
        }
        List<Own> free = gap.news().stream()
                .filter(own -> own.kind() == old.kind() && !taken.contains(own.key()))
                .toList();
        free.stream()
                .filter(own -> own.arms().stream().anyMatch(arms::contains))
                .findFirst()
                .or(() -> free.stream().findFirst())
                .ifPresent(own -> pair(old, own, edited));
    }

    private void moved(Own old) {
        if (edited.containsKey(old.key())) {
            return;
        }
        now.own().stream()
                .filter(own -> !taken.contains(own.key()) && own.text().equals(old.text()))
                .filter(own -> own.key().clause().equals(clauses.get(old.key().clause())))
                .findFirst()
                .ifPresent(own -> pair(old, own, same));
    }

    private void pair(Own old, Own own, Map<TaskKey, Own> how) {
        how.put(old.key(), own);
        taken.add(own.key());
        match(old.key(), own.key());
        for (int arm = 1; arm <= old.arms().size(); arm++) {
            int today = branch(old, own, arm);
            if (today <= own.arms().size()) {
                match(old.key().arm(arm), own.key().arm(today));
            }
        }
        match(old.key().otherwise(), own.key().otherwise());
    }
}
