package dev.runbook.run.plan;

import dev.runbook.language.eval.Reader;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Rescue;
import dev.runbook.language.program.Task;
import dev.runbook.language.signature.Effect;
import dev.runbook.language.value.Value;
import dev.runbook.provider.World;
import dev.runbook.run.plan.Forecast.Verdict;
import dev.runbook.run.plan.PlanPosition.Reach;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes plans: walks the checked runbook once, in the order of the run, and forecasts every task. */
public final class Planner {
    /** Longer lists are drawn once and not item by item. */
    private static final int MOST_ROUNDS = 50;

    private final ForecastContext forecasts;
    private final List<ExpectedFailure> troubles = new ArrayList<>();
    private final Set<Move> moves = new LinkedHashSet<>();
    private Optional<String> over = Optional.empty();
    private int rounds;

    private Planner(PlanEnvironment environment, List<Task> body) {
        this.forecasts = new ForecastContext(environment, body);
    }

    /** The plan of a run whose actions are not tried in private. */
    public static Plan plan(
            CheckedRunbook runbook, Map<String, Value> inputs, Value namespace, Reader reader, World world)
            throws InterruptedException {
        return plan(runbook, inputs, namespace, new PlanEnvironment(reader, world, Preview.NONE, List.of()));
    }

    /**
     * The plan of a run.
     *
     * @param inputs every input by name
     * @param namespace the namespace where the runbook names none
     * @param environment what can be seen of the world
     */
    public static Plan plan(
            CheckedRunbook runbook, Map<String, Value> inputs, Value namespace, PlanEnvironment environment)
            throws InterruptedException {
        Planner planner = new Planner(environment, runbook.body());
        List<PlanNode> body = planner.tasks(runbook.body(), PlanPosition.top(), Scope.of(inputs, namespace));
        return new Plan(
                runbook, inputs, body, List.copyOf(planner.moves), planner.forecasts.unread(), planner.troubles);
    }

    private List<PlanNode> tasks(List<Task> tasks, PlanPosition place, Scope scope) throws InterruptedException {
        List<PlanNode> nodes = new ArrayList<>();
        for (Task task : tasks) {
            PlanPosition here = over.isPresent() ? place.never() : place;
            PlanNode node = node(task, here, scope);
            if (here.reach() == Reach.SURELY) {
                note(node, here);
            }
            nodes.add(node);
        }
        return nodes;
    }

    /** Keeps what a run surely meets: what would fail, and where it ends. */
    private void note(PlanNode node, PlanPosition place) {
        if (node.forecast().verdict() == Verdict.FAILS) {
            String number = node instanceof PlanNode.Step step ? step.number() : place.number();
            troubles.add(new ExpectedFailure(
                    number, node.forecast().detail(), node.task().where()));
        }
        if (node.task() instanceof Task.Finish) {
            over = Optional.of("the run ends before, at " + node.task().where().place());
        }
        if (node.task() instanceof Task.Fail) {
            troubles.add(new ExpectedFailure(
                    place.number(), node.forecast().detail(), node.task().where()));
        }
    }

    private PlanNode node(Task task, PlanPosition place, Scope scope) throws InterruptedException {
        return switch (task) {
            case Task.Step step -> step(step, place, scope);
            case Task.Choice choice -> choice(choice, place, scope);
            case Task.Loop loop -> loop(loop, place, scope);
            case Task.Procedure procedure -> procedure(procedure, place, scope);
            case Task.Act act -> {
                if (place.reach() == Reach.SURELY) {
                    forecasts.move(act, scope).ifPresent(moves::add);
                }
                yield new PlanNode.Single(act, forecasts.act(act, place, scope));
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
                    Task.Finish _ -> new PlanNode.Single(task, forecasts.single(task, place, scope));
        };
    }

    private PlanNode step(Task.Step step, PlanPosition place, Scope scope) throws InterruptedException {
        String number = place.nextNumber();
        String title = forecasts.text(step.title(), place, scope);
        Forecast forecast = over.isPresent()
                ? Forecast.of(Verdict.SKIPPED, over.get())
                : forecasts.step(step.options(), place, scope);
        // A question of a step inside is about what the whole step takes away.
        boolean destructive = destructive(step) || place.destructive();
        PlanPosition within = place.step(title, number, destructive, forecast);
        List<PlanNode> body = tasks(step.body(), within, scope.inner());
        boolean ended = over.isPresent();
        List<PlanNode.Clause> rescues = new ArrayList<>();
        // After a retry, the next failure may lead into another clause: it meets what this one has changed.
        step.rescues().stream()
                .map(Rescue::body)
                .filter(Planner::retries)
                .forEach(clause -> forecasts.change(clause, within));
        PendingChanges.Branches branches = forecasts.branches();
        for (Rescue rescue : step.rescues()) {
            Scope caught = scope.inner();
            rescue.name()
                    .ifPresent(name -> caught.bind(
                            name, new Value.Unknown("<" + name + ">", "known when \"" + title + "\" fails")));
            rescues.add(new PlanNode.Clause(rescue, tasks(rescue.body(), within.perhaps(), caught)));
            branches.next();
        }
        branches.end();
        Optional<String> later = over;
        // An ensure clause has its turn also when the body ends the run.
        over = ended ? Optional.empty() : over;
        List<PlanNode> ensure = tasks(step.ensure(), within, scope.inner());
        over = later;
        return new PlanNode.Step(number, title, destructive, step, forecast, body, rescues, ensure);
    }

    private static boolean retries(List<Task> clause) {
        return NestedTasks.all(clause).anyMatch(Task.Retry.class::isInstance);
    }

    private static boolean destructive(Task.Step step) {
        return step.options().destructive()
                || NestedTasks.own(step.body())
                        .anyMatch(task ->
                                task instanceof Task.Act act && act.signature().effect() == Effect.DESTRUCTIVE);
    }

    private PlanNode choice(Task.Choice choice, PlanPosition place, Scope scope) throws InterruptedException {
        List<Forecast> branchForecasts = forecasts.choice(choice, place, scope);
        List<List<PlanNode>> arms = new ArrayList<>();
        PendingChanges.Branches branches = forecasts.branches();
        for (Task.Arm arm : choice.arms()) {
            int i = arms.size();
            arms.add(tasks(arm.body(), place.within(branchForecasts.get(i)), scope.inner()));
            branches.next();
        }
        List<PlanNode> otherwise = tasks(choice.otherwise(), place.within(branchForecasts.getLast()), scope.inner());
        branches.end();
        return new PlanNode.Choice(
                choice, ConditionForecasts.overall(choice, branchForecasts), branchForecasts, arms, otherwise);
    }

    private PlanNode loop(Task.Loop loop, PlanPosition place, Scope scope) throws InterruptedException {
        Value list = forecasts.value(loop.list(), place, scope);
        Forecast forecast = ForecastContext.loop(loop, list, place);
        List<PlanNode.Round> each = new ArrayList<>();
        PlanPosition within = place.within(forecast);
        if (list instanceof Value.List(List<Value> items) && rounds + items.size() <= MOST_ROUNDS) {
            for (Value item : items) {
                rounds++;
                Scope inside = scope.inner();
                inside.bind(loop.name(), item);
                each.add(new PlanNode.Round(item, tasks(loop.body(), within.round(), inside)));
            }
        }
        Scope inside = scope.inner();
        inside.bind(
                loop.name(),
                new Value.Unknown(
                        "<" + loop.name() + ">",
                        "depends on each of " + loop.list().where().text()));
        if (each.isEmpty()) {
            // What one round changes, the next one meets.
            forecasts.change(loop.body(), within);
        }
        PlanPosition once = each.isEmpty() ? within.perhaps() : within.never();
        return new PlanNode.Loop(loop, forecast, tasks(loop.body(), once, inside), each);
    }

    private PlanNode procedure(Task.Procedure procedure, PlanPosition place, Scope scope) throws InterruptedException {
        Scope inside = scope.inner();
        List<String> given = new ArrayList<>();
        for (Task.Bind argument : procedure.arguments()) {
            Value value = forecasts.value(argument.value(), place, scope);
            inside.bind(argument.name(), value);
            // The name is the procedure's own, under which no other name can be hidden: people know its last part.
            String known = argument.name().substring(argument.name().lastIndexOf('.') + 1);
            given.add(known + " = " + ValueText.quoted(value));
        }
        Verdict verdict = place.reach() == Reach.NEVER ? Verdict.SKIPPED : Verdict.RUNS;
        return new PlanNode.Procedure(
                procedure, Forecast.of(verdict, String.join(", ", given)), tasks(procedure.body(), place, inside));
    }
}
