package dev.runbook.run.resume;

import dev.runbook.language.program.TaskKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What came of the tasks of one step, by place and in the order in which the run comes by it. A place in a loop has a
 * queue for all rounds. Where a round is decided anew, what came of the branch that it had taken before is laid aside:
 * another round that takes that branch must not meet it.
 */
final class ReplayQueues {
    private final Map<TaskKey, List<Queued>> queues = new HashMap<>();
    private final Map<TaskKey, Integer> taken = new HashMap<>();
    /** Of each choice, which of its decisions the run goes by: the one that came last, or was taken from here last. */
    private final Map<TaskKey, Integer> decisions = new HashMap<>();

    /** Of each place, what was taken from here last. */
    private final Map<TaskKey, Queued> current = new HashMap<>();

    private final Set<Round> anew = new HashSet<>();
    private final Map<Branch, Map<TaskKey, List<Queued>>> aside = new HashMap<>();

    /**
     * What came of a task.
     *
     * @param path by which decision of each choice around it
     * @param number of a decision itself, among those with the same path; 0 for everything else
     */
    private record Queued(List<Integer> path, int number, TaskReplay replay) {
        Queued with(TaskReplay other) {
            return new Queued(path, number, other);
        }

        List<Integer> inside() {
            List<Integer> inside = new ArrayList<>(path);
            inside.add(number);
            return inside;
        }
    }

    /** A decision of a choice. */
    private record Round(TaskKey choice, List<Integer> path) {}

    /** A branch of it. */
    private record Branch(TaskKey place, List<Integer> path) {}

    private List<Integer> path(TaskKey key) {
        return key.branches().stream()
                .map(around -> decisions.getOrDefault(around.choice(), 0))
                .toList();
    }

    /** Puts down what came of a task, behind what came of it in this round and before that of later ones. */
    void add(TaskKey key, TaskReplay replay) {
        List<Queued> queue = queues.computeIfAbsent(key, _ -> new ArrayList<>());
        List<Integer> path = path(key);
        int number = 0;
        if (replay instanceof TaskReplay.Decided) {
            number = 1
                    + (int) queue.stream()
                            .filter(other -> other.number() > 0 && other.path().equals(path))
                            .count();
            decisions.put(key, number);
        }
        queue.add(behind(queue, path), new Queued(path, number, replay));
    }

    private static int behind(List<Queued> queue, List<Integer> path) {
        int at = queue.size();
        while (at > 0 && isLater(queue.get(at - 1).path(), path)) {
            at--;
        }
        return at;
    }

    private static boolean isLater(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order > 0;
            }
        }
        return false;
    }

    /** What came of a task last, as far as the run has come. */
    Optional<TaskReplay> last(TaskKey key) {
        List<Queued> queue = queues.getOrDefault(key, List.of());
        int at = behind(queue, path(key));
        return at == 0 ? Optional.empty() : Optional.of(queue.get(at - 1).replay());
    }

    void removeLast(TaskKey key) {
        List<Queued> queue = queues.getOrDefault(key, List.of());
        int at = behind(queue, path(key));
        if (at > 0) {
            queue.remove(at - 1);
        }
    }

    /** Puts down what came of a task instead of what had come of it at that time, counted from 1. */
    void replace(TaskKey key, int time, TaskReplay replay) {
        List<Queued> queue = queues.getOrDefault(key, List.of());
        if (time < 1 || time > queue.size()) {
            add(key, replay);
            return;
        }
        Queued before = queue.get(time - 1);
        queue.set(time - 1, before.with(replay));
        if (before.replay() instanceof TaskReplay.Decided old && replay instanceof TaskReplay.Decided decided) {
            decisions.put(key, before.number());
            redecide(key, before, old, decided.branch());
        }
    }

    /** The next that came of the task in this round, if it is of this kind. */
    <D extends TaskReplay> Optional<D> next(TaskKey key, Class<D> kind, Predicate<D> wanted) {
        List<Queued> queue = queues.getOrDefault(key, List.of());
        if (queue.isEmpty()
                || !kind.isInstance(queue.getFirst().replay())
                || (decidedAnew(key) && isLater(queue.getFirst().path(), path(key)))) {
            return Optional.empty();
        }
        D next = kind.cast(queue.getFirst().replay());
        if (!wanted.test(next)) {
            return Optional.empty();
        }
        taken.merge(key, 1, Integer::sum);
        current.put(key, queue.removeFirst());
        return Optional.of(next);
    }

    /**
     * Whether the round was decided anew: of its new branch the queue may have nothing, but something of later rounds.
     * Elsewhere a round has always all that comes before: what was added to its text and done later counts for it, too.
     */
    private boolean decidedAnew(TaskKey key) {
        List<TaskKey.Branch> around = key.branches();
        List<Integer> path = path(key);
        return IntStream.range(0, around.size())
                .anyMatch(i -> anew.contains(new Round(around.get(i).choice(), path.subList(0, i + 1))));
    }

    /** The next decision; where there is none, what follows is of a round that the run had not come to. */
    Optional<TaskReplay.Decided> decision(TaskKey choice) {
        Optional<TaskReplay.Decided> next = next(choice, TaskReplay.Decided.class, _ -> true);
        decisions.put(
                choice,
                next.isPresent() ? Objects.requireNonNull(current.get(choice)).number() : Integer.MAX_VALUE);
        return next;
    }

    /** The decision that was taken from here last is another one now. */
    void redecide(TaskKey choice, int branch) {
        Queued decision = current.get(choice);
        if (decision != null && decision.replay() instanceof TaskReplay.Decided old) {
            redecide(choice, decision, old, Optional.of(branch));
        }
    }

    private void redecide(TaskKey choice, Queued decision, TaskReplay.Decided old, Optional<Integer> branch) {
        if (old.branch().isEmpty() || branch.isEmpty() || old.branch().equals(branch)) {
            return;
        }
        anew.add(new Round(choice, decision.inside()));
        layAside(new Branch(choice.branch(old.branch().get()), decision.inside()));
        Map<TaskKey, List<Queued>> back =
                aside.getOrDefault(new Branch(choice.branch(branch.get()), decision.inside()), Map.of());
        back.forEach((key, records) -> {
            List<Queued> queue = queues.computeIfAbsent(key, _ -> new ArrayList<>());
            records.forEach(one -> queue.add(behind(queue, one.path()), one));
        });
    }

    private void layAside(Branch branch) {
        Map<TaskKey, List<Queued>> laid = new HashMap<>();
        queues.forEach((key, queue) -> {
            if (key.isIn(branch.place())) {
                List<Queued> own = queue.stream()
                        .filter(one ->
                                one.path().subList(0, branch.path().size()).equals(branch.path()))
                        .toList();
                queue.removeAll(own);
                laid.put(key, own);
            }
        });
        aside.put(branch, laid);
    }

    boolean has(TaskKey key) {
        return !queues.getOrDefault(key, List.of()).isEmpty();
    }

    void drop(TaskKey key) {
        queues.remove(key);
    }

    void dropAll(Predicate<TaskKey> which) {
        queues.keySet().removeIf(which);
    }

    /** How much of what came of a task was taken from here. */
    int taken(TaskKey key) {
        return taken.getOrDefault(key, 0);
    }

    Stream<TaskReplay> all() {
        return queues.values().stream().flatMap(List::stream).map(Queued::replay);
    }

    void replaceAll(UnaryOperator<TaskReplay> change) {
        queues.values().forEach(queue -> queue.replaceAll(one -> one.with(change.apply(one.replay()))));
    }

    /** How much there is at each place. */
    Map<TaskKey, Integer> sizes() {
        Map<TaskKey, Integer> sizes = new HashMap<>();
        queues.forEach((key, queue) -> sizes.put(key, queue.size()));
        return sizes;
    }

    /** Takes away what came in rescue clauses since there was so much. */
    void cutRescues(Map<TaskKey, Integer> sizes) {
        queues.forEach((key, queue) -> {
            while (key.rescues() && queue.size() > sizes.getOrDefault(key, 0)) {
                queue.removeLast();
            }
        });
    }
}
