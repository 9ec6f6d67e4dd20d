package dev.runbook.run.engine;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Task;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.port.Processes;
import dev.runbook.provider.WorldReader;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.resume.TaskReplay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs tasks in their order, and decides at each branch which way to go. */
public final class Tasks {
    private final RunEnvironment environment;
    private final Interrupts interrupts;
    private final Evaluator evaluator;
    private final LeafTasks deeds;
    private final Bindings names;
    private final StepRunner steps;
    private final Decisions decisions;

    /** @param left programs of earlier processes of the run that still run */
    Tasks(RunEnvironment environment, Interrupts interrupts, List<Processes.Running> left) {
        this.environment = environment;
        this.interrupts = interrupts;
        this.evaluator = new Evaluator(new MaskingReader(
                environment
                        .foretelling()
                        .around(new RetryingReader(
                                new WorldReader(environment.world(), Observer.NONE),
                                environment.clock(),
                                environment.progress(),
                                interrupts)),
                environment.masking(),
                environment.progress()));
        this.names = new Bindings(evaluator);
        this.deeds = new LeafTasks(environment, interrupts, evaluator, left);
        this.decisions = new Decisions(environment, interrupts, evaluator);
        this.steps = new StepRunner(environment, interrupts, evaluator, decisions, this);
    }

    /** Whether a rescue clause has made something good. */
    boolean recovered() {
        return steps.recovered();
    }

    Completion run(List<PlanNode> nodes, Scope scope, StepContext context) throws InterruptedException {
        for (int i = 0; i < nodes.size(); i++) {
            interrupts.check();
            if (interrupts.wished() && !steps.ensuring()) {
                return Completion.WithFailure.of(Interrupts.cancelled(), context.step());
            }
            Completion flow = run(nodes.get(i), scope, context.before(nodes.subList(i + 1, nodes.size())));
            if (!(flow instanceof Completion.Normal)) {
                return flow;
            }
        }
        return Completion.ONWARD;
    }

    private Completion run(PlanNode node, Scope scope, StepContext context) throws InterruptedException {
        Duration start = environment.clock().elapsed();
        Optional<TaskReplay.Ended> before = context.replay().ended(node.key());
        if (before.isPresent()) {
            return before.get()
                    .failure()
                    .<Completion>map(failure -> Completion.WithFailure.of(failure, context.step()))
                    .orElse(Completion.ONWARD);
        }
        Completion flow;
        try {
            flow = switch (node) {
                case PlanNode.Step step -> steps.run(step, scope, context);
                case PlanNode.Choice choice -> choice(choice, scope, context);
                case PlanNode.Loop loop -> loop(loop, scope, context);
                case PlanNode.Procedure procedure -> procedure(procedure, scope, context);
                case PlanNode.Single single -> deeds.run(single, scope, context);
            };
        } catch (Failed failed) {
            cutShort(node, context, failed.failure(), start);
            flow = Completion.WithFailure.of(failed.failure(), context.step());
        } catch (InterruptedException e) {
            return interrupted(node, context, start, e);
        }
        if (flow instanceof Completion.WithFailure broken) {
            met(broken.last());
        }
        return flow;
    }

    /** What a limit has interrupted has often failed of that, in words of its own; what a person must settle stays. */
    private void met(Failure failure) throws InterruptedException {
        if (failure.kind().passesByRescue()) {
            interrupts.met();
        } else {
            interrupts.check();
        }
    }

    /** A limit ends everything inside it; on a person's wish the run goes no further. */
    private Completion interrupted(PlanNode node, StepContext context, Duration start, InterruptedException e)
            throws InterruptedException {
        Failure why = interrupts.why();
        if (node instanceof PlanNode.Single) {
            cutShort(node, context, why, start);
        }
        if (interrupts.outOfTime() || !interrupts.wished()) {
            throw e;
        }
        return Completion.WithFailure.of(why, context.step());
    }

    /** A task whose lookup failed, or that was interrupted, could not say itself how it ended. */
    private void cutShort(PlanNode node, StepContext context, Failure why, Duration start) {
        context.task(node.key()).failed(why, environment.clock().elapsed().minus(start));
    }

    private Completion choice(PlanNode.Choice node, Scope scope, StepContext context) throws InterruptedException {
        return switch (decisions.choose(node, scope, context)) {
            case Decisions.Taken.ChosenBranch(int arm) -> run(node.branch(arm), scope.inner(), context);
            case Decisions.Taken.Unanswered(Completion flow) -> flow;
        };
    }

    private Completion loop(PlanNode.Loop node, Scope scope, StepContext context) throws InterruptedException {
        Value list = names.list(node, scope, context);
        List<Value> items = switch (list) {
            case Value.List(List<Value> all) -> all;
            case Resources resources -> resources.each();
            default ->
                throw new Failed(Failure.of(
                        FailureClass.AssertionFailed,
                        node.task().list().where().text() + " is " + ValueText.quoted(list) + " and not a list"));
        };
        for (Value item : items) {
            Scope each = scope.inner();
            each.bind(node.task().name(), item);
            Completion flow = run(node.body(), each, context.inLoop(ValueText.of(item)));
            if (!(flow instanceof Completion.Normal)) {
                return flow;
            }
        }
        return Completion.ONWARD;
    }

    private Completion procedure(PlanNode.Procedure node, Scope scope, StepContext context)
            throws InterruptedException {
        Scope inside = scope.inner();
        for (Task.Bind argument : node.task().arguments()) {
            names.argument(node, argument, scope, inside, context);
        }
        return run(node.body(), inside, context);
    }
}
