package dev.runbook.app.foresee;

import dev.runbook.app.foresee.WaysBack.OtherChoice;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Input;
import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.program.StepOptions;
import dev.runbook.language.program.Task;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Impact;
import dev.runbook.run.plan.Forecast.Verdict;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds, when a clause is entered, the inputs that decide what it does, and looks at what their other choices would do first. */
public final class OtherChoices {
    private final Plan plan;
    private final Replanning planning;

    /** Makes the plan again, of other inputs, as the world is now. */
    @FunctionalInterface
    public interface Replanning {
        Plan of(Map<String, Value> inputs) throws InterruptedException;
    }

    public OtherChoices(Plan plan, Replanning planning) {
        this.plan = plan;
        this.planning = planning;
    }

    /** What the other choices of the inputs that the clause of a step goes by would do. */
    List<OtherChoice> at(String address, String clause) throws InterruptedException {
        List<OtherChoice> others = new ArrayList<>();
        Optional<PlanNode.Clause> taken = clause(plan, address, clause);
        if (taken.isEmpty()) {
            return others;
        }
        Set<String> deciding = deciding(taken.get());
        Optional<PlanNode.Step> first = destructive(taken.get().body());
        for (Input input : plan.runbook().inputs()) {
            if (!deciding.contains(input.name())) {
                continue;
            }
            for (Value value : input.oneOf()) {
                if (value.equals(plan.inputs().get(input.name()))) {
                    continue;
                }
                Map<String, Value> inputs = new LinkedHashMap<>(plan.inputs());
                inputs.put(input.name(), value);
                clause(planning.of(inputs), address, clause)
                        .flatMap(other -> destructive(other.body()))
                        .filter(way -> first.filter(own -> own.number().equals(way.number()))
                                .isEmpty())
                        .ifPresent(way -> others.add(new OtherChoice(
                                step(plan, address).map(PlanNode.Step::number).orElse(""),
                                clause,
                                input.name() + "=" + ValueText.of(value),
                                way.number(),
                                words(way))));
            }
        }
        return others;
    }

    private static Optional<PlanNode.Step> step(Plan plan, String address) {
        return plan.allSteps()
                .filter(step -> step.task().address().toString().equals(address))
                .findFirst();
    }

    private static Optional<PlanNode.Clause> clause(Plan plan, String address, String clause) {
        return step(plan, address).stream()
                .flatMap(step -> step.rescues().stream())
                .filter(one -> WaysBack.is(one, clause))
                .findFirst();
    }

    /** The names that the conditions of a clause rest on, by whatever names are bound in between. */
    private static Set<String> deciding(PlanNode.Clause clause) {
        List<Task> tasks = ProgramTraversal.tasks(clause.rescue().body()).toList();
        Set<String> names = new HashSet<>();
        tasks.stream().flatMap(OtherChoices::conditions).forEach(condition -> names(condition, names));
        boolean more = true;
        while (more) {
            more = false;
            for (Task task : tasks) {
                for (Task.Bind bind : binds(task)) {
                    more |= names.contains(bind.name()) && names(bind.value(), names);
                }
            }
        }
        return names;
    }

    private static Stream<Expr> conditions(Task task) {
        return switch (task) {
            case Task.Step step -> {
                StepOptions options = step.options();
                yield Stream.concat(options.onlyIf().stream(), options.unless().stream());
            }
            case Task.Choice choice -> choice.arms().stream().map(Task.Arm::condition);
            case Task.Act _,
                    Task.Bind _,
                    Task.InNamespace _,
                    Task.Loop _,
                    Task.Procedure _,
                    Task.WaitUntil _,
                    Task.Pause _,
                    Task.Assert _,
                    Task.Confirm _,
                    Task.Manual _,
                    Task.Note _,
                    Task.Retry _,
                    Task.Raise _,
                    Task.Fail _,
                    Task.Finish _ -> Stream.empty();
        };
    }

    private static List<Task.Bind> binds(Task task) {
        return task instanceof Task.Bind bind
                ? List.of(bind)
                : task instanceof Task.Procedure procedure ? procedure.arguments() : List.of();
    }

    /** Adds the names that an expression reads; whether there was a new one. */
    private static boolean names(Expr expr, Set<String> names) {
        boolean added = expr instanceof Expr.Local(var _, var _, String name) && names.add(name);
        for (Expr inner : expr.inner().toList()) {
            added |= names(inner, names);
        }
        return added;
    }

    /** The first step that would take something away. */
    private static Optional<PlanNode.Step> destructive(List<PlanNode> nodes) {
        return nodes.stream()
                .filter(OtherChoices::comes)
                .flatMap(node -> switch (node) {
                    case PlanNode.Step step -> step.destructive() ? Stream.of(step) : destructive(step.body()).stream();
                    case PlanNode.Choice choice ->
                        Stream.concat(
                                choice.arms().stream().flatMap(arm -> destructive(arm).stream()),
                                destructive(choice.otherwise()).stream());
                    case PlanNode.Loop loop -> destructive(loop.body()).stream();
                    case PlanNode.Procedure procedure -> destructive(procedure.body()).stream();
                    case PlanNode.Single _ -> Stream.empty();
                })
                .findFirst();
    }

    private static boolean comes(PlanNode node) {
        return node.forecast().verdict() != Verdict.SKIPPED;
    }

    private static String words(PlanNode.Step way) {
        Impact impact = Plan.within(way)
                .filter(OtherChoices::comes)
                .map(node -> node.forecast().impact())
                .reduce(Impact.NONE, Impact::and);
        String title = way.title().isEmpty()
                ? way.title()
                : way.title().substring(0, 1).toLowerCase(Locale.ROOT)
                        + way.title().substring(1);
        // What is not known beforehand is not nothing.
        return impact.equals(Impact.NONE) ? title : title + "; " + impact.summary();
    }
}
