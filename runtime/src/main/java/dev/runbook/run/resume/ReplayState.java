package dev.runbook.run.resume;

import dev.runbook.language.program.TaskKey;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Entry.StepEnd;
import dev.runbook.run.journal.Recorded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has happened in one step, or at top level, before the run was carried on. The engine walks its plan again and
 * takes each fact from here as it comes by; where there is none, it acts. Facts go by step, place and order, and each
 * is taken once. Not for several threads.
 */
public final class ReplayState {
    private final TaskKey place;
    private final ReplayQueues replays = new ReplayQueues();
    private final Map<String, Deque<ReplayState>> steps = new HashMap<>();
    private final Map<String, Entry.KeptFile> files = new LinkedHashMap<>();
    private final List<Entry.OperatorProcess> operators = new ArrayList<>();
    private final Deque<String> rescues = new ArrayDeque<>();
    private final Deque<RecordedState> clauses = new ArrayDeque<>();
    private int attempts;
    private int retries;
    private int redone;
    private boolean begun;
    private boolean skipped;
    private boolean reconsidered;
    private Optional<TaskReplay.EditedCondition> condition = Optional.empty();
    private Optional<StepEnd> end = Optional.empty();

    ReplayState(TaskKey place) {
        this.place = place;
    }

    /** Nothing has happened. */
    public static ReplayState none() {
        return new ReplayState(TaskKey.NONE);
    }

    /** What a journal says has happened, its places named as in the plan of today. */
    public static ReplayState of(List<Recorded> records, JournalMapping placement, Catalogue catalogue) {
        ReplayFold fold = new ReplayFold(placement, catalogue);
        DeclinedWays.leftOut(LegacyDecisions.completed(records)).forEach(recorded -> fold.add(recorded.entry()));
        return fold.past();
    }

    /** The files that the whole run has captured, each as it was kept last. */
    public Collection<Entry.KeptFile> files() {
        return files.values();
    }

    /** Who has worked on the whole run, each in a process of its own that has ended. */
    public List<Entry.OperatorProcess> operators() {
        return List.copyOf(operators);
    }

    /** The next time that the run was at the step of this address; nothing when it was not. */
    public ReplayState step(String inner) {
        Deque<ReplayState> times = steps.get(inner);
        ReplayState next = times == null ? null : times.pollFirst();
        return next == null ? new ReplayState(TaskKey.NONE) : next;
    }

    /** Whether the step had started. */
    public boolean begun() {
        return begun;
    }

    /** Whether the step was passed by. */
    public boolean skipped() {
        return skipped;
    }

    /** How the condition that let the step begin, or passed it by, was edited since. */
    public Optional<TaskReplay.EditedCondition> condition() {
        return condition;
    }

    /** How the step ended; empty while it goes on. */
    public Optional<StepEnd> end() {
        return end;
    }

    /** Whether the next attempt at the step's body had begun. */
    public boolean attempted() {
        return attempts > 0 && attempts-- > 0;
    }

    /** Whether the next repetition of the step's body was begun. */
    public boolean retried() {
        return retries > 0 && retries-- > 0;
    }

    /** The next rescue clause that was entered. */
    public boolean rescued() {
        return rescues.pollFirst() != null;
    }

    /** Whether a rescue clause was entered next. */
    public boolean rescuedNext() {
        return !rescues.isEmpty();
    }

    /** Whether the body was begun again next. */
    public boolean retriedNext() {
        return retries > 0;
    }

    /** How many tasks of the step were done again after they had been cut short. */
    public int redone() {
        return redone;
    }

    /** A task that was cut short is done again. */
    public void redo() {
        redone++;
    }

    /** How the task at this place ended. */
    public Optional<TaskReplay.Ended> ended(TaskKey key) {
        return replays.next(key, TaskReplay.Ended.class, _ -> true);
    }

    /** The task at this place, when it began and its outcome is open. */
    public Optional<TaskReplay.CutShort> cutShort(TaskKey key) {
        return replays.next(key, TaskReplay.CutShort.class, _ -> true);
    }

    /** The value that a name got at this place. */
    public Optional<TaskReplay.Bound> bound(TaskKey key, String name) {
        return replays.next(key, TaskReplay.Bound.class, bound -> bound.name().equals(name));
    }

    /** Whether the step goes on where its body was: nothing has answered to a failure of it. */
    public boolean inItsBody() {
        return begun && end.isEmpty() && rescues.isEmpty() && retries == 0;
    }

    /** Whether something has come of the task at this place. */
    public boolean has(TaskKey key) {
        return replays.has(key);
    }

    /** Whether the run was at the step inside of this address, for any item of the loops around it. */
    public boolean entered(String inner) {
        return steps.entrySet().stream()
                .anyMatch(
                        times -> (times.getKey().equals(inner) || times.getKey().startsWith(inner + "["))
                                && !times.getValue().isEmpty());
    }

    /** Nothing has come of the task at this place. */
    public void drop(TaskKey key) {
        replays.drop(key);
    }

    public Optional<TaskReplay.Decided> decided(TaskKey key) {
        return replays.decision(key);
    }

    /** The decision that the run came by last at this place is another one now. */
    public void redecide(TaskKey choice, int branch) {
        replays.redecide(choice, branch);
    }

    public boolean noted(TaskKey key) {
        return replays.next(key, TaskReplay.Noted.class, _ -> true).isPresent();
    }

    public Optional<TaskReplay.Confirmed> agreed(TaskKey key) {
        return replays.next(key, TaskReplay.Confirmed.class, _ -> true);
    }

    /** What was agreed to in the step, and is not taken up yet. */
    public List<TaskReplay.Confirmed> agreements() {
        return replays.all()
                .filter(TaskReplay.Confirmed.class::isInstance)
                .map(TaskReplay.Confirmed.class::cast)
                .toList();
    }

    /** How much of what came of the task at this place the engine has come by. */
    public int taken(TaskKey key) {
        return replays.taken(key);
    }

    TaskKey place() {
        return place;
    }

    void keep(Entry.KeptFile file) {
        files.put(file.path(), file);
    }

    void workedOn(Entry.OperatorProcess operator) {
        operators.add(operator);
    }

    /** Puts down what came of a task. */
    void add(TaskKey key, TaskReplay replayed) {
        replays.add(key, replayed);
    }

    /** An intent follows what was agreed to: what it is meant for says from now on what was meant. */
    void acted(Set<String> subjects, boolean destructive) {
        replays.replaceAll(replayed -> replayed instanceof TaskReplay.Confirmed agreed
                        && agreed.meant()
                                .map(meant -> !Collections.disjoint(meant.keySet(), subjects))
                                .orElse(destructive)
                ? new TaskReplay.Confirmed(agreed.by(), agreed.meant(), true)
                : replayed);
        steps.values().forEach(times -> times.forEach(step -> step.acted(subjects, destructive)));
    }

    /** What came of a task last. */
    Optional<TaskReplay> last(TaskKey key) {
        return replays.last(key);
    }

    void removeLast(TaskKey key) {
        replays.removeLast(key);
    }

    /** Puts down what came of a task instead of what had come of it at that time. */
    void replace(TaskKey key, int time, TaskReplay replayed) {
        replays.replace(key, time, replayed);
    }

    /** Whether the step inside begins is decided anew. */
    void reconsider(String inner) {
        lastStep(inner).ifPresent(step -> step.reconsidered = true);
        if (lastStep(inner).filter(ReplayState::skipped).isPresent()) {
            forgetReconsidered(inner);
        }
    }

    /** A step that is passed by after it had begun was decided anew. */
    void forgetReconsidered(String inner) {
        Deque<ReplayState> times = steps.getOrDefault(inner, new ArrayDeque<>());
        if (lastStep(inner).filter(step -> step.reconsidered).isPresent()) {
            times.removeLast();
        }
    }

    /** The step inside that was entered last is done again from its beginning. */
    void forget(String inner) {
        Deque<ReplayState> times = steps.get(inner);
        if (times != null) {
            times.pollLast();
        }
    }

    /** The step inside that was entered last. */
    Optional<ReplayState> lastStep(String inner) {
        return Optional.ofNullable(steps.get(inner)).map(Deque::peekLast);
    }

    void edited(Optional<TaskReplay.EditedCondition> change) {
        condition = change;
    }

    /** Puts down that the run came to a step inside. */
    ReplayState enter(String inner, TaskKey at) {
        ReplayState step = new ReplayState(at);
        steps.computeIfAbsent(inner, _ -> new ArrayDeque<>()).addLast(step);
        return step;
    }

    /** The step inside that the run was in last; a new one where the journal does not know it. */
    ReplayState enterAgain(String inner) {
        Deque<ReplayState> times = steps.get(inner);
        ReplayState last = times == null ? null : times.peekLast();
        return last == null ? enter(inner, TaskKey.NONE) : last;
    }

    void start() {
        begun = true;
        attempts++;
    }

    void skip() {
        skipped = true;
    }

    void end(StepEnd how) {
        end = Optional.of(how);
    }

    void rescue(Entry.Rescuing rescuing) {
        rescues.addLast(rescuing.clause());
        clauses.addLast(before());
    }

    /** The last clause has not been entered, and nothing has happened in it. */
    void unrescue() {
        rescues.pollLast();
        RecordedState before = clauses.pollLast();
        if (before != null) {
            replays.cutRescues(before.replays());
            steps.forEach((inner, times) -> {
                while (times.size() > before.steps().getOrDefault(inner, 0)
                        && times.getLast().place().rescues()) {
                    times.removeLast();
                }
            });
        }
    }

    /** How much had happened in the clauses of the step when one was entered. */
    private record RecordedState(Map<TaskKey, Integer> replays, Map<String, Integer> steps) {}

    private RecordedState before() {
        Map<String, Integer> thenSteps = new HashMap<>();
        steps.forEach((inner, times) -> thenSteps.put(inner, times.size()));
        return new RecordedState(replays.sizes(), thenSteps);
    }

    void retry() {
        retries++;
    }

    /** A step that is done is entered once more. */
    public void again() {
        reopen();
    }

    /** The step is to go on, and its ensure clause has its turn again when it ends. */
    void reopen() {
        end = Optional.empty();
        replays.dropAll(TaskKey::ensures);
        steps.values().forEach(times -> times.removeIf(step -> step.place().ensures()));
    }
}
