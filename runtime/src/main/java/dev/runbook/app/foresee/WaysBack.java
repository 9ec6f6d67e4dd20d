package dev.runbook.app.foresee;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.program.Rescue;
import dev.runbook.language.program.Task;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ways back that the runbook has, besides those that are taken.
 *
 * @param prepared the clauses that are not taken, of each step that the run comes to
 * @param choices what another choice of an input would do in a clause that is taken
 */
public record WaysBack(List<Prepared> prepared, List<OtherChoice> choices) {
    public static final WaysBack NONE = new WaysBack(List.of(), List.of());

    public WaysBack {
        prepared = List.copyOf(prepared);
        choices = List.copyOf(choices);
    }

    /** The classes of failures that a clause of a step answers to. */
    public record Prepared(String step, Set<FailureClass> classes) {}

    /**
     * What another choice would do.
     *
     * @param step the number of the step whose failure it is about
     * @param clause the clause that is taken, as reports name it
     * @param choice the input with the other value: {@code recovery=reinstall}
     * @param way the number of the step that it would take first
     * @param words what that step does, and what it costs
     */
    public record OtherChoice(String step, String clause, String choice, String way, String words) {}

    /** What the plan is prepared for besides what came in the run. */
    public static WaysBack of(Plan plan, RunReport report, List<OtherChoice> choices) {
        List<Prepared> prepared = new ArrayList<>();
        List<Item.Step> steps = report.allSteps().toList();
        plan.allSteps()
                .forEach(planned -> steps.stream()
                        .filter(step -> step.number().equals(planned.number()))
                        .forEach(step -> planned.rescues().stream()
                                .filter(clause -> taken(step).noneMatch(rescue -> is(clause, rescue.clause())))
                                .filter(clause -> leads(clause.rescue()))
                                .map(clause -> new Prepared(step.number(), classes(clause.rescue())))
                                .forEach(prepared::add)));
        return new WaysBack(
                prepared,
                choices.stream().filter(choice -> !isTaken(choice, steps)).toList());
    }

    /** Whether the run goes that way by itself. */
    private static boolean isTaken(OtherChoice choice, List<Item.Step> steps) {
        return steps.stream()
                .anyMatch(step -> step.number().equals(choice.way()) && step.state() != Item.State.SKIPPED);
    }

    private static Stream<Item.Rescue> taken(Item.Step step) {
        return step.items().stream().filter(Item.Rescue.class::isInstance).map(Item.Rescue.class::cast);
    }

    /** Whether a clause is the one that a journal names so. */
    static boolean is(PlanNode.Clause clause, String named) {
        List<Rescue.Trigger> triggers = clause.rescue().triggers();
        return triggers.isEmpty()
                ? named.equals("rescue")
                : triggers.stream()
                        .map(trigger -> switch (trigger) {
                            case Rescue.Trigger.Named(FailureClass failure) -> failure.name();
                            case Rescue.Trigger.Matching(var _, String written) -> written;
                        })
                        .anyMatch(word -> named.equals("rescue " + word));
    }

    /** Whether a clause does something about the failure, and does not only pass it on in other words. */
    private static boolean leads(Rescue clause) {
        return ProgramTraversal.tasks(clause.body())
                .anyMatch(task -> task instanceof Task.Act
                        || task instanceof Task.Retry
                        || task instanceof Task.Confirm
                        || task instanceof Task.Manual
                        || task instanceof Task.WaitUntil);
    }

    private static Set<FailureClass> classes(Rescue clause) {
        Set<FailureClass> classes = new LinkedHashSet<>();
        for (Rescue.Trigger trigger : clause.triggers()) {
            if (trigger instanceof Rescue.Trigger.Named(FailureClass failure) && failure != FailureClass.Declined) {
                classes.add(failure);
            }
        }
        return classes;
    }

    /** What another choice would do about the failure of a step. */
    public Optional<OtherChoice> choice(String step, Item.Rescue rescue) {
        return choices.stream()
                .filter(other -> other.step().equals(step) && other.clause().equals(rescue.clause()))
                .findFirst();
    }
}
