package dev.runbook.run.engine;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.eval.Texts;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Rescue;
import dev.runbook.language.program.StepOptions;
import dev.runbook.language.value.Value;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.resume.Deed;
import dev.runbook.run.resume.Past;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs steps: their conditions, attempts, rescue clauses and ensure clauses. */
final class Steps {
    private final Setting setting;
    private final Interrupts interrupts;
    private final Evaluator evaluator;
    private final Decisions decisions;
    private final Agreements agreements;
    private final Tasks tasks;
    private boolean recovered;
    private int ensuring;

    Steps(Setting setting, Interrupts interrupts, Evaluator evaluator, Decisions decisions, Tasks tasks) {
        this.setting = setting;
        this.interrupts = interrupts;
        this.evaluator = evaluator;
        this.decisions = decisions;
        this.agreements = new Agreements(setting, evaluator);
        this.tasks = tasks;
    }

    boolean recovered() {
        return recovered;
    }

    /** Whether an ensure clause is running, which a first wish to stop does not end. */
    boolean ensuring() {
        return ensuring > 0 && !interrupts.wishedNow();
    }

    Flow run(PlanNode.Step node, Scope scope, Spot around) throws InterruptedException {
        String title = evaluator.shown(node.task().title(), scope);
        String address = node.task().address() + around.items();
        Past past = around.past().step(address);
        Spot spot = new Spot(
                address,
                title,
                around.depth() + 1,
                node.destructive(),
                around.items(),
                past,
                node.task().options().verify(),
                List.of(),
                around.afterIt());
        if (done(past, node) && agreements.outdated(scope, spot)) {
            past.again();
        }
        if (done(past, node) && !stillHolds(node, scope, spot)) {
            return run(node, scope, around);
        }
        if (done(past, node)) {
            recovered |= past.end().equals(Optional.of(Entry.StepEnd.RECOVERED));
            return Flow.ONWARD;
        }
        Duration start = setting.clock().elapsed();
        boolean decided = past.begun() || past.skipped();
        if (decided && past.condition().isPresent()) {
            Deed.Change change = past.condition().get();
            String was = past.begun() ? "the step began" : "the step was skipped";
            switch (decisions.condition(change, was, spot)) {
                case STAYS -> {}
                case ANEW -> decided = false;
                case UNANSWERED -> {
                    return decisions.unanswered(change, Past.CONDITION, spot);
                }
            }
        }
        if (decided && past.skipped()) {
            return Flow.ONWARD;
        }
        if (past.begun() && past.end().isEmpty()) {
            setting.journal().append(new Entry.StepResumed(address, node.number(), title));
        }
        Optional<String> skipped;
        try {
            skipped = decided ? Optional.empty() : skipped(node.task().options(), scope);
        } catch (Failed failed) {
            started(node, spot, 1);
            setting.journal()
                    .append(new Entry.TaskEnded(
                            address,
                            "condition",
                            Optional.of(failed.failure()),
                            "",
                            Optional.empty(),
                            List.of(),
                            setting.clock().elapsed().minus(start)));
            ended(node, spot, Entry.StepEnd.FAILED, start);
            return Flow.Broken.of(failed.failure(), address);
        }
        if (skipped.isPresent()) {
            setting.journal().append(new Entry.StepSkipped(address, node.key(), node.number(), title, skipped.get()));
            return Flow.ONWARD;
        }
        boolean before = recovered;
        recovered = false;
        Flow flow;
        try {
            flow = body(node, scope, spot);
        } catch (InterruptedException e) {
            // A time limit of a step around this one ended it; its own ensure clause has its turn all the same.
            interrupts.met();
            recovered = before || recovered;
            closing(node, scope, spot, Flow.Broken.of(interrupts.why(), address), start);
            ended(node, spot, Entry.StepEnd.FAILED, start);
            throw e;
        }
        boolean mended = recovered;
        recovered = before || mended;
        flow = closing(node, scope, spot, flow, start);
        ended(node, spot, end(flow, mended), start);
        return flow;
    }

    /** Whether what a step that is done was done for is still so; where it is not, the step is there to be done again. */
    private boolean stillHolds(PlanNode.Step node, Scope scope, Spot spot) throws InterruptedException {
        Optional<Expr> condition = node.task().options().againUnless();
        if (condition.isEmpty() || holds(condition.get(), scope)) {
            return true;
        }
        setting.journal()
                .append(new Entry.Settled(
                        spot.step(),
                        Past.AGAIN,
                        Entry.Settlement.AGAIN,
                        condition.get().where().text() + " is not true any more",
                        ""));
        return false;
    }

    /** The ensure clause; a limit around the step that is over only now ends the step as well. */
    private Flow closing(PlanNode.Step node, Scope scope, Spot spot, Flow flow, Duration start)
            throws InterruptedException {
        try {
            return ensure(node, scope, spot, flow);
        } catch (InterruptedException e) {
            ended(node, spot, Entry.StepEnd.FAILED, start);
            throw e;
        }
    }

    private static Entry.StepEnd end(Flow flow, boolean mended) {
        return switch (flow) {
            case Flow.Onward _, Flow.Again _ -> mended ? Entry.StepEnd.RECOVERED : Entry.StepEnd.DONE;
            case Flow.Finished _ -> Entry.StepEnd.FINISHED;
            case Flow.Broken _ -> Entry.StepEnd.FAILED;
        };
    }

    /** Whether there is nothing left of a step; one that asked for a retry has to ask for it again. */
    private static boolean done(Past past, PlanNode.Step node) {
        return past.end()
                .filter(end -> end == Entry.StepEnd.DONE || end == Entry.StepEnd.RECOVERED)
                .filter(_ -> !node.asksForRetry())
                .isPresent();
    }

    private void started(PlanNode.Step node, Spot spot, int attempt) {
        if (!spot.past().attempted()) {
            setting.journal()
                    .append(new Entry.StepStarted(
                            spot.step(), node.key(), node.number(), spot.title(), attempt, spot.destructive()));
        }
    }

    private void ended(PlanNode.Step node, Spot spot, Entry.StepEnd end, Duration start) {
        if (spot.past().end().isEmpty()) {
            Duration took = setting.clock().elapsed().minus(start);
            setting.journal().append(new Entry.StepEnded(spot.step(), node.number(), end, took));
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
        return evaluator.truth(condition, scope).equals(Value.TRUE);
    }

    /** The body, again as often as the step and its rescue clauses allow. */
    private Flow body(PlanNode.Step node, Scope scope, Spot spot) throws InterruptedException {
        long allowed = evaluator.whole(node.task().options().retries(), scope, 0);
        long used = 0;
        Map<Rescue, Integer> asked = new HashMap<>();
        for (int attempt = 1; ; attempt++) {
            started(node, spot, attempt);
            Flow flow = attempt(node, scope, spot);
            if (!(flow instanceof Flow.Broken broken) || broken.last().kind().passesByRescue()) {
                return flow;
            }
            if (wentNoFurther(spot.past())) {
                return flow;
            }
            interrupts.check();
            if (interrupts.wished() && !ensuring()) {
                return broken.then(Flow.Broken.of(Interrupts.cancelled(), spot.step()));
            }
            if (used < allowed) {
                if (!pause(node, scope, spot, ++used, allowed, broken.last())) {
                    return broken.then(Flow.Broken.of(Interrupts.cancelled(), spot.step()));
                }
                continue;
            }
            Optional<Matching> matching = Matching.find(node.rescues(), broken.last());
            if (matching.isEmpty()) {
                return flow;
            }
            if (!spot.past().rescued()) {
                setting.journal()
                        .append(new Entry.Rescuing(spot.step(), matching.get().words(), broken.last()));
            }
            Scope caught = scope.inner();
            matching.get().bind(caught, broken.last());
            switch (tasks.run(matching.get().clause().body(), caught, spot)) {
                case Flow.Onward onward -> {
                    recovered = true;
                    return onward;
                }
                case Flow.Finished finished -> {
                    recovered = true;
                    return finished;
                }
                case Flow.Broken later -> {
                    return broken.then(later);
                }
                case Flow.Again(long attempts) -> {
                    int again = asked.merge(matching.get().clause().rescue(), 1, Integer::sum);
                    // What was cut short may fail of that alone, such as helm of the operation that died with us.
                    if (again > attempts + spot.past().redone()) {
                        return broken;
                    }
                    recovered = true;
                    if (!spot.past().retried()) {
                        setting.journal()
                                .append(new Entry.Retrying(
                                        spot.step(),
                                        attempt + 1,
                                        attempt + 1 + (int) attempts - again,
                                        Duration.ZERO,
                                        broken.last().summary()));
                    }
                }
            }
        }
    }

    /** Whether the step ended before with the failure at hand: a time limit around it left its clauses no turn. */
    private static boolean wentNoFurther(Past past) {
        return past.end().isPresent() && !past.rescuedNext() && !past.retriedNext();
    }

    private Flow attempt(PlanNode.Step node, Scope scope, Spot spot) throws InterruptedException {
        Scope inside = scope.inner();
        Optional<Expr> timeout = node.task().options().timeout();
        if (timeout.isEmpty()) {
            return tasks.run(node.body(), inside, spot);
        }
        Duration limit = evaluator.length(timeout, scope, Duration.ZERO);
        Failure late = Failure.of(
                FailureClass.Timeout,
                "the step \"" + spot.title() + "\" took longer than its timeout of " + Texts.of(limit),
                "Give the step a longer timeout:, or see in its output what it was busy with.");
        try {
            return interrupts.withinOwnTime(limit, late, () -> tasks.run(node.body(), inside, spot));
        } catch (Interrupts.OutOfTime e) {
            return Flow.Broken.of(e.failure(), spot.step());
        }
    }

    /** Waits before the next attempt; false when a person stopped the run meanwhile. */
    private boolean pause(PlanNode.Step node, Scope scope, Spot spot, long used, long allowed, Failure why)
            throws InterruptedException {
        StepOptions options = node.task().options();
        Duration pause = evaluator.length(options.every(), scope, Duration.ofSeconds(1));
        long factor = evaluator.whole(options.backoff(), scope, 1);
        for (long i = 1; i < used && pause.compareTo(Duration.ofHours(1)) < 0; i++) {
            pause = pause.multipliedBy(factor);
        }
        Duration length = pause;
        if (spot.past().retried()) {
            return true;
        }
        setting.journal()
                .append(new Entry.Retrying(spot.step(), (int) used + 1, (int) allowed + 1, length, why.summary()));
        try {
            interrupts.leaving(() -> {
                setting.clock().sleep(length);
                return Flow.ONWARD;
            });
        } catch (InterruptedException e) {
            if (!interrupts.wished()) {
                throw e;
            }
        }
        return !interrupts.wished();
    }

    private Flow ensure(PlanNode.Step node, Scope scope, Spot spot, Flow flow) throws InterruptedException {
        if (node.ensure().isEmpty() || interrupts.wishedNow()) {
            return flow;
        }
        ensuring++;
        Flow last;
        try {
            last = tasks.run(node.ensure(), scope.inner(), spot);
        } finally {
            ensuring--;
        }
        if (last instanceof Flow.Broken broken) {
            return flow instanceof Flow.Broken first
                    ? first.then(new Flow.Broken(broken.first(), broken.step(), first.last()))
                    : broken;
        }
        return flow;
    }
}
