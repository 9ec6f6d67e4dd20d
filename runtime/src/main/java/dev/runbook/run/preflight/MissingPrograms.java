package dev.runbook.run.preflight;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Input;
import dev.runbook.language.program.Task;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.World;
import dev.runbook.run.plan.Forecast.Verdict;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The programs of {@code run} that a plan would start and that are not there.
 *
 * @param surely those that the run comes to when all goes well, a failure each
 * @param all each of them, a sentence each
 */
public record MissingPrograms(List<Failure> surely, List<String> all) {
    private static final String ARGUMENTS = "arguments";

    public MissingPrograms {
        surely = List.copyOf(surely);
        all = List.copyOf(all);
    }

    /**
     * Those of a plan. A program that an input names is needed for what the operator asked for, whether or not the run is
     * sure to come to it; where that input was not given, the runbook itself says whether it has to be. A program whose arguments are refused is there, and a program that has no name cannot be missing:
     * the step itself says what is wrong with them.
     */
    public static MissingPrograms of(Plan plan, World world) {
        List<Failure> surely = new ArrayList<>();
        List<String> all = new ArrayList<>();
        Set<String> inputs = plan.runbook().inputs().stream().map(Input::name).collect(Collectors.toSet());
        for (Start start : starts(plan.body(), "", world)) {
            Optional<String> input = start.program().filter(inputs::contains);
            if (input.filter(name -> plan.inputs().get(name) instanceof Value.Nil)
                    .isPresent()) {
                continue;
            }
            if (start.unfillable(inputs)) {
                all.add(start.node().forecast().detail());
                surely.add(failure(start.node().forecast().detail(), start.number(), start.input(ARGUMENTS)));
            }
            Optional<String> program =
                    start.node().forecast().command().stream().findFirst();
            boolean missing = program.filter(
                            name -> world.client(Processes.class).find(name).isEmpty())
                    .isPresent();
            if (!missing || !start.lacks(input.isPresent())) {
                continue;
            }
            String why = start.fails()
                    ? start.node().forecast().detail()
                    : "there is no program " + program.get() + ", or it may not be executed";
            boolean sure = plan.troubles().stream()
                    .anyMatch(trouble -> trouble.number().equals(start.number())
                            && trouble.where().equals(start.node().task().where()));
            if (!all.contains(why)) {
                all.add(why);
            }
            if (sure || input.isPresent()) {
                surely.add(failure(why, start.number(), input));
            }
        }
        return new MissingPrograms(surely.stream().distinct().toList(), all);
    }

    private static Failure failure(String why, String number, Optional<String> input) {
        List<String> advice = new ArrayList<>();
        input.ifPresent(name -> advice.add("It comes from the input `" + name + "`."));
        advice.add(number.isEmpty() ? "It is needed outside of any step." : "It is needed at step " + number + ".");
        advice.add("Nothing has been run. runbook plan shows every step.");
        return Failure.of(FailureClass.CommandFailed, why, advice.toArray(String[]::new));
    }

    /**
     * A place where a plan starts a program.
     *
     * @param number of the step that it stands in
     */
    private record Start(String number, PlanNode node, Task.Act act) {
        boolean fails() {
            return node.forecast().verdict() == Verdict.FAILS;
        }

        /** One that is named by its path may be made by then, but for one that an input names. */
        boolean lacks(boolean byInput) {
            return fails() || (byInput && node.forecast().verdict() == Verdict.RUNS);
        }

        /** The name that stands for the program. */
        Optional<String> program() {
            return named(act.positional().getFirst());
        }

        Optional<String> input(String option) {
            return Optional.ofNullable(act.options().get(option)).flatMap(Start::named);
        }

        /** Whether the operator's own list of arguments has a hole that nothing fills: no command comes of it. */
        boolean unfillable(Set<String> inputs) {
            return fails()
                    && node.forecast().command().isEmpty()
                    && input(ARGUMENTS).filter(inputs::contains).isPresent();
        }

        private static Optional<String> named(Expr expr) {
            return expr instanceof Expr.Local local ? Optional.of(local.name()) : Optional.empty();
        }
    }

    private static List<Start> starts(List<PlanNode> nodes, String number, World world) {
        List<Start> starts = new ArrayList<>();
        for (PlanNode node : nodes) {
            switch (node) {
                case PlanNode.Step step -> {
                    starts.addAll(starts(step.body(), step.number(), world));
                    step.rescues().forEach(clause -> starts.addAll(starts(clause.body(), step.number(), world)));
                    starts.addAll(starts(step.ensure(), step.number(), world));
                }
                case PlanNode.Choice choice -> {
                    choice.arms().forEach(arm -> starts.addAll(starts(arm, number, world)));
                    starts.addAll(starts(choice.otherwise(), number, world));
                }
                case PlanNode.Loop loop -> {
                    starts.addAll(starts(loop.body(), number, world));
                    loop.rounds().forEach(round -> starts.addAll(starts(round.body(), number, world)));
                }
                case PlanNode.Procedure procedure -> starts.addAll(starts(procedure.body(), number, world));
                case PlanNode.Single single -> {
                    if (single.task() instanceof Task.Act act && act.signature().startsProgram()) {
                        starts.add(new Start(number, single, act));
                    }
                }
            }
        }
        return starts;
    }
}
