package dev.runbook.run.preflight;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.LookupRequest;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.program.Rescue;
import dev.runbook.language.program.Task;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import dev.runbook.provider.World;
import dev.runbook.run.plan.Forecast;
import dev.runbook.run.plan.Forecast.Verdict;
import dev.runbook.run.plan.PlanNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks a plan as a run would, reading nothing, and hands on every lookup and action with what is known of its arguments. */
final class PlanWalk {
    private final World world;
    private final RequiredRights required;
    private final Evaluator evaluator;
    private RequiredRights.CallSite here = new RequiredRights.CallSite("", "", false);
    private boolean waiting;

    PlanWalk(World world, RequiredRights required) {
        this.world = world;
        this.required = required;
        this.evaluator = new Evaluator(
                request -> world.lookup(request.signature()).foreseen(call(request), needed(request.signature())));
    }

    private Call call(LookupRequest request) {
        return new Call(
                request.signature(),
                request.receiver(),
                request.positional(),
                request.options(),
                request.namespace(),
                world,
                Observer.NONE);
    }

    private CallRequirements needed(Signature signature) {
        return new CallRequirements(required, signature.name(), here, waiting);
    }

    /**
     * Where the walk is.
     *
     * @param number of the step; empty before any step
     * @param step in a few words
     * @param surely whether a run comes here when all goes well
     * @param after what is said of a place that a run comes to only after a failure
     */
    private record StepPosition(String number, String step, boolean surely, String after) {
        StepPosition perhaps() {
            return new StepPosition(number, step, false, after);
        }

        RequiredRights.CallSite place() {
            return new RequiredRights.CallSite(number.isEmpty() ? "0" : number, step + after, surely);
        }
    }

    void walk(List<PlanNode> plan, Map<String, Value> inputs, Value namespace) throws InterruptedException {
        nodes(plan, Scope.of(inputs, namespace), new StepPosition("", "before the first step", true, ""));
    }

    private void nodes(List<PlanNode> nodes, Scope scope, StepPosition position) throws InterruptedException {
        for (PlanNode node : nodes) {
            node(node, scope, position);
        }
    }

    private void node(PlanNode node, Scope scope, StepPosition position) throws InterruptedException {
        if (node.forecast().verdict() == Verdict.SKIPPED) {
            if (node.task() instanceof Task.Bind bind) {
                scope.bind(bind.name(), unknown());
            }
            return;
        }
        here = position.place();
        switch (node) {
            case PlanNode.Step step -> step(step, scope, position);
            case PlanNode.Choice choice -> choice(choice, scope, position);
            case PlanNode.Loop loop -> loop(loop, scope, position);
            case PlanNode.Procedure procedure -> {
                Scope inside = scope.inner();
                for (Task.Bind argument : procedure.task().arguments()) {
                    inside.bind(argument.name(), value(argument.value(), scope));
                }
                nodes(procedure.body(), inside, position);
            }
            case PlanNode.Single single -> single(single.task(), scope);
        }
    }

    private void step(PlanNode.Step step, Scope scope, StepPosition around) throws InterruptedException {
        StepPosition position = new StepPosition(
                step.number(),
                "step " + step.number() + " \"" + step.title() + "\"",
                around.surely() && surely(step.forecast()),
                around.after());
        // Its condition is read wherever the run comes to the step, also when that skips it.
        here = new StepPosition(position.number(), position.step(), around.surely(), around.after()).place();
        read(step.task(), scope);
        nodes(step.body(), scope.inner(), position);
        StepPosition back = new StepPosition(position.number(), position.step(), false, ", after a failure");
        for (PlanNode.Clause clause : step.rescues()) {
            Scope caught = scope.inner();
            Rescue rescue = clause.rescue();
            rescue.name().ifPresent(name -> caught.bind(name, unknown()));
            nodes(clause.body(), caught, back);
        }
        nodes(step.ensure(), scope.inner(), position);
    }

    private void choice(PlanNode.Choice choice, Scope scope, StepPosition position) throws InterruptedException {
        read(choice.task(), scope);
        for (int i = 0; i < choice.forecasts().size(); i++) {
            Forecast branch = choice.forecasts().get(i);
            if (branch.verdict() != Verdict.SKIPPED) {
                List<PlanNode> body = i < choice.arms().size() ? choice.arms().get(i) : choice.otherwise();
                nodes(body, scope.inner(), surely(branch) ? position : position.perhaps());
            }
        }
    }

    private void loop(PlanNode.Loop loop, Scope scope, StepPosition position) throws InterruptedException {
        read(loop.task(), scope);
        for (PlanNode.Round round : loop.rounds()) {
            Scope inside = scope.inner();
            inside.bind(loop.task().name(), round.item());
            nodes(round.body(), inside, position);
        }
        if (loop.rounds().isEmpty()) {
            Scope inside = scope.inner();
            inside.bind(loop.task().name(), unknown());
            nodes(loop.body(), inside, position.perhaps());
        }
    }

    private void single(Task task, Scope scope) throws InterruptedException {
        switch (task) {
            case Task.Bind bind -> scope.bind(bind.name(), value(bind.value(), scope));
            case Task.InNamespace in -> scope.enterNamespace(value(in.namespace(), scope));
            case Task.Act act -> act(act, scope);
            case Task.WaitUntil _ -> {
                waiting = true;
                read(task, scope);
                waiting = false;
            }
            case Task.Pause _,
                    Task.Assert _,
                    Task.Confirm _,
                    Task.Manual _,
                    Task.Note _,
                    Task.Retry _,
                    Task.Raise _,
                    Task.Fail _,
                    Task.Finish _,
                    Task.Step _,
                    Task.Choice _,
                    Task.Loop _,
                    Task.Procedure _ -> read(task, scope);
        }
    }

    private void act(Task.Act act, Scope scope) throws InterruptedException {
        List<Value> positional = new ArrayList<>();
        for (Expr argument : act.positional()) {
            positional.add(value(argument, scope));
        }
        Map<String, Value> options = new LinkedHashMap<>();
        for (Map.Entry<String, Expr> option : act.options().entrySet()) {
            options.put(option.getKey(), value(option.getValue(), scope));
        }
        world.action(act.signature())
                .rights(
                        new Call(
                                act.signature(),
                                Optional.empty(),
                                positional,
                                options,
                                scope.namespace(),
                                world,
                                Observer.NONE),
                        needed(act.signature()));
    }

    /** Asks for the lookups that stand in a task. */
    private void read(Task task, Scope scope) throws InterruptedException {
        for (Expr expr : ProgramTraversal.expressions(task).toList()) {
            value(expr, scope);
        }
    }

    private Value value(Expr expr, Scope scope) throws InterruptedException {
        try {
            return evaluator.evaluate(expr, scope);
        } catch (Failed failed) {
            return unknown();
        }
    }

    private static boolean surely(Forecast forecast) {
        return forecast.verdict() != Verdict.DECIDED_LATER;
    }

    private static Value unknown() {
        return new Value.Unknown("", "known during the run");
    }
}
