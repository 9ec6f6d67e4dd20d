package dev.runbook.plan;

import dev.runbook.action.World;
import dev.runbook.catalogue.Effect;
import dev.runbook.catalogue.Signature;
import dev.runbook.eval.Evaluator;
import dev.runbook.eval.Reader;
import dev.runbook.eval.Scope;
import dev.runbook.eval.Texts;
import dev.runbook.plan.Forecast.Verdict;
import dev.runbook.program.CheckedRunbook;
import dev.runbook.program.Rescue;
import dev.runbook.program.Task;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes plans: walks the checked runbook once, in the order of the run, and forecasts every task. */
public final class Planner {
    private final Forecaster forecaster;
    private final Horizon horizon;

    private Planner(Forecaster forecaster, Horizon horizon) {
        this.forecaster = forecaster;
        this.horizon = horizon;
    }

    /**
     * The plan of a run.
     *
     * @param inputs every input by name
     * @param namespace the namespace where the runbook names none
     * @param reader answers lookups; one that answers only with unknown makes the plan of the text alone
     * @param world what the actions need to say what they will run
     */
    public static Plan plan(
            CheckedRunbook runbook, Map<String, Value> inputs, Value namespace, Reader reader, World world)
            throws InterruptedException {
        Horizon horizon = new Horizon();
        Evaluator evaluator = new Evaluator(new PlanReader(reader, horizon));
        Planner planner = new Planner(new Forecaster(evaluator, world), horizon);
        Scope scope = Scope.of(inputs, namespace);
        Place top = new Place("", "", new Counter());
        return new Plan(runbook, inputs, planner.tasks(runbook.body(), "body", top, scope));
    }

    /** Where the walk stands: the step around, its number, and how many steps it has had. */
    private record Place(String stepTitle, String number, Counter steps) {
        String nextNumber() {
            String next = Integer.toString(steps.next());
            return number.isEmpty() ? next : number + "." + next;
        }
    }

    private static final class Counter {
        private int count;

        int next() {
            return ++count;
        }
    }

    private List<PlanNode> tasks(List<Task> tasks, String key, Place place, Scope scope) throws InterruptedException {
        List<PlanNode> nodes = new ArrayList<>();
        for (Task task : tasks) {
            nodes.add(node(task, key + "." + (nodes.size() + 1), place, scope));
        }
        return nodes;
    }

    private PlanNode node(Task task, String key, Place place, Scope scope) throws InterruptedException {
        return switch (task) {
            case Task.Step step -> step(step, key, place, scope);
            case Task.Choice choice -> choice(choice, key, place, scope);
            case Task.Loop loop -> loop(loop, key, place, scope);
            case Task.Procedure procedure -> procedure(procedure, key, place, scope);
            case Task.Act act -> {
                Forecast forecast = forecaster.single(act, scope);
                horizon.change(
                        act.signature().writes(),
                        place.stepTitle().isEmpty() ? act.signature().name() : place.stepTitle());
                yield new PlanNode.Single(key, act, forecast);
            }
            case Task.Bind _,
                    Task.InNamespace _,
                    Task.WaitUntil _,
                    Task.Pause _,
                    Task.Assert _,
                    Task.Confirm _,
                    Task.Manual _,
                    Task.Note _,
                    Task.Retry _,
                    Task.Raise _,
                    Task.Fail _,
                    Task.Finish _ -> new PlanNode.Single(key, task, forecaster.single(task, scope));
        };
    }

    private PlanNode step(Task.Step step, String key, Place place, Scope scope) throws InterruptedException {
        String number = place.nextNumber();
        String title = forecaster.text(step.title(), scope);
        Forecast forecast = forecaster.step(step, scope);
        // What a skipped step would do changes nothing for those after it.
        Planner inside = forecast.verdict() == Verdict.SKIPPED ? blind() : this;
        Place within = new Place(title, number, new Counter());
        List<PlanNode> body = inside.tasks(step.body(), "body", within, scope.inner());
        List<PlanNode.Clause> rescues = new ArrayList<>();
        for (Rescue rescue : step.rescues()) {
            Scope caught = scope.inner();
            rescue.name()
                    .ifPresent(name -> caught.bind(
                            name, new Value.Unknown("<" + name + ">", "known when \"" + title + "\" fails")));
            String clause = "rescue" + (rescues.size() + 1);
            rescues.add(new PlanNode.Clause(rescue, inside.tasks(rescue.body(), clause, within, caught)));
        }
        List<PlanNode> ensure = inside.tasks(step.ensure(), "ensure", within, scope.inner());
        return new PlanNode.Step(key, number, title, destructive(step), step, forecast, body, rescues, ensure);
    }

    private Planner blind() {
        return new Planner(forecaster, new Horizon());
    }

    private static boolean destructive(Task.Step step) {
        return step.options().destructive() || step.body().stream().anyMatch(Planner::takesAway);
    }

    private static boolean takesAway(Task task) {
        return switch (task) {
            case Task.Act(var _, Signature signature, var _, var _) -> signature.effect() == Effect.DESTRUCTIVE;
            case Task.Choice choice ->
                choice.arms().stream().flatMap(arm -> arm.body().stream()).anyMatch(Planner::takesAway)
                        || choice.otherwise().stream().anyMatch(Planner::takesAway);
            case Task.Loop loop -> loop.body().stream().anyMatch(Planner::takesAway);
            case Task.Procedure procedure -> procedure.body().stream().anyMatch(Planner::takesAway);
            default -> false;
        };
    }

    private PlanNode choice(Task.Choice choice, String key, Place place, Scope scope) throws InterruptedException {
        Forecast forecast = forecaster.choice(choice, scope);
        List<List<PlanNode>> arms = new ArrayList<>();
        for (Task.Arm arm : choice.arms()) {
            arms.add(tasks(arm.body(), key + ".arm" + (arms.size() + 1), place, scope.inner()));
        }
        return new PlanNode.Choice(
                key, choice, forecast, arms, tasks(choice.otherwise(), key + ".else", place, scope.inner()));
    }

    private PlanNode loop(Task.Loop loop, String key, Place place, Scope scope) throws InterruptedException {
        Forecast forecast = forecaster.loop(loop, scope);
        Scope each = scope.inner();
        each.bind(
                loop.name(),
                new Value.Unknown(
                        "<" + loop.name() + ">",
                        "each of " + loop.list().where().text()));
        return new PlanNode.Loop(key, loop, forecast, tasks(loop.body(), key, place, each));
    }

    private PlanNode procedure(Task.Procedure procedure, String key, Place place, Scope scope)
            throws InterruptedException {
        Scope inside = scope.inner();
        List<String> given = new ArrayList<>();
        for (Task.Bind argument : procedure.arguments()) {
            Value value = forecaster.value(argument.value(), scope);
            inside.bind(argument.name(), value);
            given.add(argument.name() + " = " + Texts.quoted(value));
        }
        return new PlanNode.Procedure(
                key,
                procedure,
                Forecast.of(Verdict.RUNS, String.join(", ", given)),
                tasks(procedure.body(), key, place, inside));
    }
}
