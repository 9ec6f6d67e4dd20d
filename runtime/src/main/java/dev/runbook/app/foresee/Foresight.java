package dev.runbook.app.foresee;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Observer;
import dev.runbook.port.People;
import dev.runbook.provider.Impact;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.helm.ReleaseRecord;
import dev.runbook.rehearsal.patch.OverwrittenFields;
import dev.runbook.rehearsal.patch.OverwrittenFields.OverwrittenField;
import dev.runbook.rehearsal.shadow.Exchange;
import dev.runbook.rehearsal.shadow.Exchange.Certainty;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Facts;
import dev.runbook.run.plan.Move;
import dev.runbook.run.report.EndingText;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.LocatedFailure;
import dev.runbook.run.report.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What will happen.
 *
 * @param report of the run in the shadow
 * @param moves which releases go from which version to which
 * @param tasks what is known of a task beside, by {@link #key}
 * @param unanswered what the server would not say without doing it, and what was not asked because it would tell others what was read
 * @param basis what was looked at
 * @param target the cluster, for people
 * @param ways the ways back besides those that are taken
 */
public record Foresight(
        RunReport report,
        List<Move> moves,
        Map<String, ForeseenTask> tasks,
        List<String> unanswered,
        PlanBasis basis,
        String target,
        WaysBack ways) {
    /**
     * What it rests on.
     *
     * @param files that were read, as they were
     * @param releases that are changed
     * @param changes of all objects, in the order in which they come
     */
    public record PlanBasis(
            Map<String, byte[]> files, List<ReleaseName> releases, List<Exchange.ObjectChange> changes) {
        public static final PlanBasis NONE = new PlanBasis(Map.of(), List.of(), List.of());
    }

    private static final int FEW_OBJECTS = 3;

    /** What the server does not decide: it may end otherwise in the run. */
    static final Set<FailureClass> OPEN = Set.of(
            FailureClass.Timeout,
            FailureClass.NotReady,
            FailureClass.Unreachable,
            FailureClass.HookFailed,
            FailureClass.Cancelled);

    /**
     * What is known of a task.
     *
     * @param impact what it would do to the cluster
     * @param asked what was asked of the server while it ran
     * @param awaited what a wait was still waiting for when it was taken to come true
     * @param assumed what of the world outside the cluster was taken to be good
     * @param prepares whether it changes nothing but what helm knows of repositories
     */
    public record ForeseenTask(
            Impact impact,
            List<Exchange> asked,
            List<Observer.Pending> awaited,
            List<String> assumed,
            boolean prepares) {
        static final ForeseenTask NOTHING = new ForeseenTask(Impact.NONE, List.of(), List.of(), List.of(), false);

        /** What it did to objects, those of helm's own records aside, until the server refused the first. */
        public List<Exchange.ObjectChange> changes() {
            List<Exchange.ObjectChange> changes = new ArrayList<>();
            for (Exchange exchange : asked) {
                if (isRefusal(exchange)) {
                    break;
                }
                exchange.change().filter(change -> !isRecord(change)).ifPresent(changes::add);
            }
            return changes;
        }

        /** What others have set and this task takes back, by the object. */
        Map<String, List<OverwrittenField>> overwritten() {
            Map<String, List<OverwrittenField>> overwritten = new LinkedHashMap<>();
            for (Exchange.ObjectChange change : changes()) {
                List<OverwrittenField> fields = OverwrittenFields.of(change.before(), change.after());
                if (!fields.isEmpty()) {
                    overwritten.putIfAbsent(new KubeObject(change.after()).id().shortName(), fields);
                }
            }
            return overwritten;
        }

        private static boolean isRefusal(Exchange exchange) {
            return exchange.code() >= 400
                    && exchange.code() != 404
                    && !exchange.method().equals("GET");
        }

        static boolean isRecord(Exchange.ObjectChange change) {
            Object type = (change.after().isEmpty() ? change.before() : change.after()).get("type");
            return ReleaseRecord.TYPE.equals(type);
        }
    }

    /** Names a task of a step. */
    public static String key(String step, String task) {
        return step + " " + task;
    }

    /** What is known of a task of a step. */
    public ForeseenTask task(Item.Step step, Item.Task task) {
        return tasks.getOrDefault(key(step.address(), task.place()), ForeseenTask.NOTHING);
    }

    /** How the run will end. */
    public Entry.ForetoldEnd outcome() {
        if (!unanswered().isEmpty()) {
            return Entry.ForetoldEnd.UNKNOWN;
        }
        return report.ended()
                .map(end -> switch (end.end()) {
                    case DONE -> Entry.ForetoldEnd.SUCCEEDS;
                    case RECOVERED ->
                        report.rescues().stream().anyMatch(rescue -> isOpen(rescue.failure()))
                                ? Entry.ForetoldEnd.UNKNOWN
                                : Entry.ForetoldEnd.RECOVERS;
                    case FAILED, DECLINED, INTERRUPTED ->
                        failure().filter(this::isOpen).isPresent() || restsOnAssumed()
                                ? Entry.ForetoldEnd.UNKNOWN
                                : Entry.ForetoldEnd.FAILS;
                })
                .orElse(Entry.ForetoldEnd.UNKNOWN);
    }

    /** Whether it may end otherwise. In the shadow all comes up and each hook passes, but for what the server does not take. */
    private boolean isOpen(Failure failure) {
        return OPEN.contains(failure.kind())
                && tasks.values().stream()
                        .flatMap(task -> task.asked().stream())
                        .filter(asked -> asked.source() != Certainty.UNKNOWN)
                        .noneMatch(asked -> asked.refusesPods()
                                || (failure.kind() == FailureClass.HookFailed && ForeseenTask.isRefusal(asked)));
    }

    /** Whether a check fails after something was taken to be good that was not asked: that may be the reason. */
    private boolean restsOnAssumed() {
        boolean check = failure()
                .map(Failure::kind)
                .filter(kind -> kind == FailureClass.AssertionFailed)
                .isPresent();
        return check
                && tasks.values().stream()
                        .flatMap(task -> task.assumed().stream())
                        .anyMatch(what -> what.endsWith(NotKnowable.AS_HOPED));
    }

    /** What a run of this very plan is compared with at its end. */
    public Entry.Foretold foretold() {
        return Facts.foretold(
                outcome(),
                report.problems().stream()
                        .map(problem -> new Entry.ForetoldFailure(
                                problem.number(), problem.failure().kind()))
                        .toList());
    }

    /** Whether there is something to do: something that changes, or by hand. */
    public boolean changes() {
        return tasks.values().stream()
                        .flatMap(task -> task.changes().stream())
                        .anyMatch(change -> !ComparedState.isSame(change))
                || report.allSteps()
                        .flatMap(step -> step.items().stream())
                        .anyMatch(item -> item instanceof Item.Question question
                                && question.form() == People.QuestionForm.MANUAL);
    }

    /** Whether something that ran before is deleted and then made anew, beside what the costs name. */
    public boolean interrupts() {
        return Interruption.in(basis.changes(), impact().costs());
    }

    /** Whether anything is done that people or programs can see, in the cluster or elsewhere. */
    public boolean acts() {
        return changes()
                || report.allSteps()
                        .anyMatch(step -> step.items().stream()
                                .anyMatch(item -> item instanceof Item.Task task
                                        && task.activity()
                                                .filter(activity -> activity instanceof Activity.Performing performing
                                                        && performing.changes())
                                                .isPresent()
                                        && !task(step, task).prepares()));
    }

    /** Why it ends in a failure. */
    public Optional<Failure> failure() {
        return report.ended().flatMap(Entry.Ended::failure);
    }

    /** Whether nothing of it is known, not even which steps it comes to. */
    public boolean isBlank() {
        return outcome() == Entry.ForetoldEnd.UNKNOWN && report.steps().isEmpty();
    }

    /** What a person can do about how it ends. */
    public List<String> advice() {
        return EndingText.nextSteps(report).stream()
                .map(PlanAdvice::of)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Something that decides the outcome.
     *
     * @param kind the class of the failure; empty when there is none
     * @param source who says so: {@code server}, {@code emulated} or {@code unknown}
     */
    public record Reason(String step, String kind, String text, String source) {}

    /** Something that is taken to go well. */
    public record Assumption(String step, String what) {}

    /** Every failure of the run, and what could not be known. */
    public List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>();
        for (LocatedFailure problem : report.problems()) {
            Failure failure = problem.failure();
            boolean open = isOpen(failure) || unanswered().contains(failure.summary()) || restsOnUnknown(problem);
            reasons.add(new Reason(
                    problem.number(),
                    failure.kind().name(),
                    failure.summary(),
                    (open ? Certainty.UNKNOWN : Certainty.SERVER).name().toLowerCase(Locale.ROOT)));
        }
        unanswered().stream()
                .filter(what -> report.problems().stream()
                        .noneMatch(problem -> problem.failure().summary().equals(what)))
                .forEach(what -> reasons.add(new Reason("", "", what, "unknown")));
        return reasons;
    }

    /** Whether something was refused in the task that failed without the server having said so. */
    private boolean restsOnUnknown(LocatedFailure problem) {
        return report.allSteps()
                .filter(step -> step.number().equals(problem.number()))
                .anyMatch(step -> step.items().stream()
                        .anyMatch(item -> item instanceof Item.Task task
                                && task.result()
                                        .flatMap(Item.TaskResult::failure)
                                        .filter(problem.failure()::equals)
                                        .isPresent()
                                && task(step, task).asked().stream()
                                        .anyMatch(asked -> asked.source() == Certainty.UNKNOWN)));
    }

    /** What is taken to go well: answers, work by hand, what the cluster does by itself. */
    public List<Assumption> assumptions() {
        List<Assumption> assumptions = new ArrayList<>();
        report.allSteps().forEach(step -> {
            for (Item item : step.items()) {
                switch (item) {
                    case Item.Question question ->
                        assumptions.add(new Assumption(
                                step.number(),
                                question.form() == People.QuestionForm.MANUAL
                                        ? "it is done by hand"
                                        : "the answer is yes"));
                    case Item.Task task ->
                        Stream.concat(
                                        task(step, task).asked().stream()
                                                .flatMap(exchange -> exchange.granted().stream()),
                                        task(step, task).assumed().stream())
                                .distinct()
                                .forEach(what -> assumptions.add(new Assumption(step.number(), what)));
                    default -> {}
                }
            }
        });
        return assumptions.stream().distinct().toList();
    }

    /** Whose fields are taken back, and where: one sentence for all. */
    private Optional<String> overwrites() {
        Map<String, List<OverwrittenField>> all = new TreeMap<>();
        tasks.values()
                .forEach(task -> task.overwritten()
                        .forEach((object, fields) -> all.computeIfAbsent(object, none -> new ArrayList<>())
                                .addAll(fields)));
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String managers = all.values().stream()
                .flatMap(List::stream)
                .map(OverwrittenField::manager)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String objects = all.keySet().stream().limit(FEW_OBJECTS).collect(Collectors.joining(", "));
        int more = all.size() - FEW_OBJECTS;
        return Optional.of("overwrites what %s set in %s%s"
                .formatted(managers, objects, more > 0 ? " and " + more + " more" : ""));
    }

    /** What all its actions would do to the cluster. */
    public Impact impact() {
        Impact impact = tasks.values().stream().map(ForeseenTask::impact).reduce(Impact.NONE, Impact::and);
        return overwrites().map(cost -> impact.and(Impact.costing(cost))).orElse(impact);
    }
}
