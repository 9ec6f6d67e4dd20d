package dev.runbook.run.engine;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Rescue;
import dev.runbook.language.program.StepOptions;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.value.Value;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.resume.ReplayState;
import dev.runbook.run.resume.TaskReplay;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs steps: their conditions, attempts, rescue clauses and ensure clauses. */
final class StepRunner {
    private final RunEnvironment environment;
    private final Interrupts interrupts;
    private final Evaluator evaluator;
    private final Decisions decisions;
    private final Confirmations agreements;
    private final Tasks tasks;
    private boolean recovered;
    private int ensuring;

    StepRunner(
            RunEnvironment environment, Interrupts interrupts, Evaluator evaluator, Decisions decisions, Tasks tasks) {
        this.environment = environment;
        this.interrupts = interrupts;
        this.evaluator = evaluator;
        this.decisions = decisions;
        this.agreements = new Confirmations(environment, evaluator);
        this.tasks = tasks;
    }

    boolean recovered() {
        return recovered;
    }

    /** Whether an ensure clause is running, which a first wish to stop does not end. */
    boolean ensuring() {
        return ensuring > 0 && !interrupts.wishedNow();
    }

    Completion run(PlanNode.Step node, Scope scope, StepContext around) throws InterruptedException {
        try {
            return inside(node, scope, around);
        } finally {
            at(around);
        }
    }

    private Completion inside(PlanNode.Step node, Scope scope, StepContext around) throws InterruptedException {
        String title = evaluator.shown(node.task().title(), scope);
        String address = node.task().address() + around.items();
        ReplayState replay = around.replay().step(address);
        StepContext context = new StepContext(
                environment.facts().step(address, node.number(), title),
                around.depth() + 1,
                node.destructive(),
                around.items(),
                replay,
                node.task().options().verify(),
                List.of(),
                around.afterIt());
        if (done(replay, node) && agreements.outdated(scope, context)) {
            replay.again();
        }
        if (done(replay, node) && !stillHolds(node, scope, context)) {
            return inside(node, scope, around);
        }
        if (done(replay, node)) {
            recovered |= replay.end().equals(Optional.of(Entry.StepEnd.RECOVERED));
            return Completion.ONWARD;
        }
        Duration start = environment.clock().elapsed();
        boolean decided = replay.begun() || replay.skipped();
        if (decided && replay.condition().isPresent()) {
            TaskReplay.EditedCondition change = replay.condition().get();
            String was = replay.begun() ? "the step began" : "the step was skipped";
            switch (decisions.condition(change, was, context)) {
                case STAYS -> {}
                case ANEW -> decided = false;
                case UNANSWERED -> {
                    return decisions.unanswered(change, TaskKey.CONDITION, context);
                }
            }
        }
        if (decided && replay.skipped()) {
            return Completion.ONWARD;
        }
        if (replay.begun() && replay.end().isEmpty()) {
            context.facts().resumed();
            at(context);
        }
        Optional<String> skipped;
        try {
            skipped = decided ? Optional.empty() : skipped(node.task().options(), scope);
        } catch (Failed failed) {
            started(node, context, 1);
            context.task(TaskKey.CONDITION)
                    .failed(failed.failure(), environment.clock().elapsed().minus(start));
            ended(context, Entry.StepEnd.FAILED, start);
            return Completion.WithFailure.of(failed.failure(), address);
        }
        if (skipped.isPresent()) {
            context.facts().skipped(node.key(), skipped.get());
            return Completion.ONWARD;
        }
        boolean before = recovered;
        recovered = false;
        Completion flow;
        try {
            flow = body(node, scope, context);
        } catch (InterruptedException e) {
            // A time limit of a step around this one ended it; its own ensure clause has its turn all the same.
            interrupts.met();
            recovered = before || recovered;
            closing(node, scope, context, Completion.WithFailure.of(interrupts.why(), address), start);
            ended(context, Entry.StepEnd.FAILED, start);
            throw e;
        }
        boolean mended = recovered;
        recovered = before || mended;
        flow = closing(node, scope, context, flow, start);
        ended(context, end(flow, mended), start);
        return flow;
    }

    /** Whether what a step that is done was done for is still so; where it is not, the step is there to be done again. */
    private boolean stillHolds(PlanNode.Step node, Scope scope, StepContext context) throws InterruptedException {
        Optional<Expr> condition = node.task().options().againUnless();
        if (condition.isEmpty() || holds(condition.get(), scope)) {
            return true;
        }
        context.task(TaskKey.AGAIN_UNLESS)
                .settled(Entry.Settlement.AGAIN, condition.get().where().text() + " is not true any more");
        return false;
    }

    /** The ensure clause; a limit around the step that is over only now ends the step as well. */
    private Completion closing(PlanNode.Step node, Scope scope, StepContext context, Completion flow, Duration start)
            throws InterruptedException {
        try {
            return ensure(node, scope, context, flow);
        } catch (InterruptedException e) {
            ended(context, Entry.StepEnd.FAILED, start);
            throw e;
        }
    }

    private static Entry.StepEnd end(Completion flow, boolean mended) {
        return switch (flow) {
            case Completion.Normal _, Completion.NextAttempt _ -> mended ? Entry.StepEnd.RECOVERED : Entry.StepEnd.DONE;
            case Completion.Finished _ -> Entry.StepEnd.FINISHED;
            case Completion.WithFailure _ -> Entry.StepEnd.FAILED;
        };
    }

    /** Whether there is nothing left of a step; one that asked for a retry has to ask for it again. */
    private static boolean done(ReplayState replay, PlanNode.Step node) {
        return replay.end()
                .filter(end -> end == Entry.StepEnd.DONE || end == Entry.StepEnd.RECOVERED)
                .filter(_ -> !node.asksForRetry())
                .isPresent();
    }

    private void started(PlanNode.Step node, StepContext context, int attempt) {
        if (!context.replay().attempted()) {
            context.facts().started(node.key(), attempt, context.destructive());
            at(context);
        }
    }

    /** Says where the run is to those who wait for it. */
    private void at(StepContext context) {
        String step = (context.facts().number() + " " + context.title()).strip();
        environment.guard().at(environment.masking().text(step));
    }

    private void ended(StepContext context, Entry.StepEnd end, Duration start) {
        if (context.replay().end().isEmpty()) {
            Duration took = environment.clock().elapsed().minus(start);
            context.facts().ended(end, took);
        }
    }

    private Optional<String> skipped(StepOptions options, Scope scope) throws InterruptedException {
        if (options.onlyIf().isPresent() && !holds(options.onlyIf().get(), scope)) {
            return Optional.of(options.onlyIf().get().where().text() + " is not true");
        }
        if (options.unless().isPresent() && holds(options.unless().get(), scope)) {
            return Optional.of(options.unless().get().where().text() + " is true");
        }
        return Optional.empty();
    }

    private boolean holds(Expr condition, Scope scope) throws InterruptedException {
        return evaluator.bool(condition, scope).equals(Value.TRUE);
    }

    /** The body, again as often as the step and its rescue clauses allow. */
    private Completion body(PlanNode.Step node, Scope scope, StepContext context) throws InterruptedException {
        long allowed = evaluator.whole(node.task().options().retries(), scope, 0);
        long used = 0;
        Map<Rescue, Integer> asked = new HashMap<>();
        Set<String> answered = new HashSet<>();
        for (int attempt = 1; ; attempt++) {
            started(node, context, attempt);
            Completion flow = attempt(node, scope, context);
            if (!(flow instanceof Completion.WithFailure broken)) {
                return flow;
            }
            Optional<RescueMatch> matching = RescueMatch.find(node.rescues(), broken.last());
            boolean decided = broken.last().kind().passesByRescue();
            if (decided && matching.isEmpty()) {
                return flow;
            }
            if (wentNoFurther(context.replay())) {
                return flow;
            }
            interrupts.check();
            if (interrupts.wished() && !ensuring()) {
                return broken.then(Completion.WithFailure.of(Interrupts.cancelled(), context.step()));
            }
            if (used < allowed && !decided) {
                if (!pause(node, scope, context, ++used, allowed, broken.last())) {
                    return broken.then(Completion.WithFailure.of(Interrupts.cancelled(), context.step()));
                }
                continue;
            }
            if (matching.isEmpty()) {
                return flow;
            }
            if (!context.replay().rescued()) {
                context.facts().rescuing(matching.get().words(), broken.last());
            }
            Scope caught = scope.inner();
            matching.get()
                    .bind(caught, broken.last(), !answered.add(broken.last().summary()));
            switch (tasks.run(matching.get().clause().body(), caught, context)) {
                case Completion.Normal onward -> {
                    recovered = true;
                    return onward;
                }
                case Completion.Finished finished -> {
                    recovered = true;
                    return finished;
                }
                case Completion.WithFailure later -> {
                    return broken.then(later);
                }
                case Completion.NextAttempt(long attempts) -> {
                    int again = asked.merge(matching.get().clause().rescue(), 1, Integer::sum);
                    // What was cut short may fail of that alone, such as helm of the operation that died with us.
                    if (again > attempts + context.replay().redone()) {
                        return broken;
                    }
                    recovered = true;
                    if (!context.replay().retried()) {
                        context.facts()
                                .retrying(
                                        attempt + 1,
                                        attempt + 1 + (int) attempts - again,
                                        Duration.ZERO,
                                        broken.last().summary());
                    }
                }
            }
        }
    }

    /** Whether the step ended before with the failure at hand: a time limit around it left its clauses no turn. */
    private static boolean wentNoFurther(ReplayState replay) {
        return replay.end().isPresent() && !replay.rescuedNext() && !replay.retriedNext();
    }

    private Completion attempt(PlanNode.Step node, Scope scope, StepContext context) throws InterruptedException {
        Scope inside = scope.inner();
        Optional<Expr> timeout = node.task().options().timeout();
        if (timeout.isEmpty()) {
            return tasks.run(node.body(), inside, context);
        }
        Duration limit = evaluator.length(timeout, scope, Duration.ZERO);
        Failure late = Failure.of(
                FailureClass.Timeout,
                "the step \"" + context.title() + "\" took longer than its timeout of " + ValueText.of(limit),
                "Give the step a longer timeout:, or see in its output what it was busy with.");
        try {
            return interrupts.withinOwnTime(limit, late, () -> tasks.run(node.body(), inside, context));
        } catch (Interrupts.OutOfTime e) {
            return Completion.WithFailure.of(e.failure(), context.step());
        }
    }

    /** Waits before the next attempt; false when a person stopped the run meanwhile. */
    private boolean pause(PlanNode.Step node, Scope scope, StepContext context, long used, long allowed, Failure why)
            throws InterruptedException {
        StepOptions options = node.task().options();
        Duration pause = evaluator.length(options.every(), scope, Duration.ofSeconds(1));
        long factor = evaluator.whole(options.backoff(), scope, 1);
        for (long i = 1; i < used && pause.compareTo(Duration.ofHours(1)) < 0; i++) {
            pause = pause.multipliedBy(factor);
        }
        Duration length = pause;
        if (context.replay().retried()) {
            return true;
        }
        context.facts().retrying((int) used + 1, (int) allowed + 1, length, why.summary());
        try {
            interrupts.leaving(() -> {
                environment.clock().sleep(length);
                return Completion.ONWARD;
            });
        } catch (InterruptedException e) {
            if (!interrupts.wished()) {
                throw e;
            }
        }
        return !interrupts.wished();
    }

    private Completion ensure(PlanNode.Step node, Scope scope, StepContext context, Completion flow)
            throws InterruptedException {
        if (node.ensure().isEmpty() || interrupts.wishedNow()) {
            return flow;
        }
        ensuring++;
        Completion last;
        try {
            last = tasks.run(node.ensure(), scope.inner(), context);
        } finally {
            ensuring--;
        }
        if (last instanceof Completion.WithFailure broken) {
            return flow instanceof Completion.WithFailure first
                    ? first.then(new Completion.WithFailure(broken.first(), broken.step(), first.last()))
                    : broken;
        }
        return flow;
    }
}
