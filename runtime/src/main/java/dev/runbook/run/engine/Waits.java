package dev.runbook.run.engine;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.LiveReader;
import dev.runbook.port.Observer;
import dev.runbook.provider.World;
import dev.runbook.provider.WorldReader;
import dev.runbook.run.journal.Activity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Waits for conditions: the cluster's watches wake it, everything else is asked again now and then. */
public final class Waits {
    private static final Duration TICK = Duration.ofSeconds(1);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    /** How much longer than the wait a question may take that nobody answers. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Failure NO_ANSWER = Failure.of(FailureClass.Unreachable, "no answer in time");

    private final RunEnvironment environment;
    private final Interrupts interrupts;
    private final Evaluator evaluator;

    Waits(RunEnvironment environment, Interrupts interrupts, Evaluator evaluator) {
        this.environment = environment;
        this.interrupts = interrupts;
        this.evaluator = evaluator;
    }

    Completion until(TaskKey key, Task.WaitUntil wait, Scope scope, StepContext context) throws InterruptedException {
        WaitTimes times = new WaitTimes(
                evaluator.length(Optional.of(wait.upTo()), scope, Duration.ZERO),
                evaluator.length(wait.every(), scope, ASK_AGAIN),
                evaluator.length(wait.stableFor(), scope, Duration.ZERO));
        String condition = wait.condition().where().text();
        context.task(key).intended(new Activity.WaitingUntil(ValueText.of(times.limit()), condition));
        Duration start = environment.clock().elapsed();
        try (SuspendedTime standstill = new SuspendedTime(environment.clock(), start).begin();
                LiveReader live = environment.cluster().live()) {
            Waiting waiting = new Waiting(wait, scope, context, live, new WaitedTime(start, standstill), times);
            Optional<Failure> failure = interrupts.leaving(waiting::run);
            Duration took = environment.clock().elapsed().minus(start);
            context.task(key)
                    .ended(failure, "after " + ValueText.of(took) + (failure.isEmpty() ? waiting.counted() : ""), took);
            return failure.<Completion>map(f -> Completion.WithFailure.of(f, context.step()))
                    .orElse(Completion.ONWARD);
        }
    }

    /**
     * How long a wait lasts.
     *
     * @param limit at most
     * @param every after which time what does not come by itself is asked again
     * @param stable for how long the condition has to hold
     */
    private record WaitTimes(Duration limit, Duration every, Duration stable) {}

    /** The time that a wait has taken, without that in which the whole process stood still. */
    private record WaitedTime(Duration start, SuspendedTime suspended) {
        Duration until(Duration now) {
            return now.minus(start).minus(suspended.soFar());
        }
    }

    /** What the lookups of one question have told. */
    private record WaitObserver(List<Observer.Pending> missing, List<String> rules) implements Observer {
        @Override
        public void pending(Pending one) {
            missing.add(one);
        }

        @Override
        public void counted(String rule) {
            rules.add(rule);
        }
    }

    /** One wait. */
    private final class Waiting {
        private final Task.WaitUntil wait;
        private final Scope scope;
        private final StepContext context;
        private final LiveReader live;
        private final WaitedTime waited;
        private final WaitTimes times;
        private final World polled;
        private List<Observer.Pending> pending = List.of();
        private List<String> counted = List.of();
        private Optional<String> trouble = Optional.empty();
        private Optional<BackgroundRefresh> renewal = Optional.empty();

        Waiting(
                Task.WaitUntil wait,
                Scope scope,
                StepContext context,
                LiveReader live,
                WaitedTime waited,
                WaitTimes times) {
            this.wait = wait;
            this.scope = scope;
            this.context = context;
            this.live = live;
            this.waited = waited;
            this.times = times;
            this.polled = environment.world().with(ClusterReader.class, live).polledEvery(times.every());
        }

        /** What the answer rested on where that is not plain. */
        String counted() {
            return counted.stream().distinct().map(rule -> "; " + rule).collect(Collectors.joining());
        }

        /** Nothing when the condition holds; why not, when it does not hold in time or never will. */
        Optional<Failure> run() throws InterruptedException {
            try {
                return untilItHolds();
            } finally {
                renewal.ifPresent(BackgroundRefresh::close);
            }
        }

        private Optional<Failure> untilItHolds() throws InterruptedException {
            World world = prepared();
            Duration asked = environment.clock().elapsed();
            Optional<Duration> heldSince = Optional.empty();
            while (true) {
                if (renewal.isEmpty()
                        && environment.clock().elapsed().minus(asked).compareTo(times.every()) >= 0) {
                    renewal = Optional.of(new BackgroundRefresh(renewing(world)));
                }
                Optional<World> renewed =
                        renewal.isEmpty() ? Optional.empty() : renewal.get().world();
                if (renewed.isPresent()) {
                    world = renewed.get();
                    asked = environment.clock().elapsed();
                    renewal = Optional.empty();
                }
                boolean holds = conditionHolds(world);
                Duration now = environment.clock().elapsed();
                if (holds) {
                    heldSince = heldSince.or(() -> Optional.of(now));
                    if (now.minus(heldSince.get()).compareTo(times.stable()) >= 0) {
                        return Optional.empty();
                    }
                } else {
                    heldSince = Optional.empty();
                    if (!wait.condition().looks()) {
                        return Optional.of(never());
                    }
                    if (wait.failIf().isPresent() && holds(world, wait.failIf().get(), Observer.NONE)) {
                        return Optional.of(Failure.of(
                                FailureClass.AssertionFailed,
                                "the wait is over: "
                                        + wait.failIf().get().where().text()));
                    }
                }
                if (environment
                        .foretelling()
                        .takesForTrue(context.step(), wait.condition().where().text(), pending)) {
                    return Optional.empty();
                }
                Duration passed = waited.until(now);
                if (passed.compareTo(times.limit()) >= 0) {
                    return Optional.of(outOfTime());
                }
                environment
                        .progress()
                        .waiting(
                                context.step(),
                                wait.condition().where().text(),
                                pending,
                                passed,
                                times.limit(),
                                trouble.or(live::trouble));
                Duration left = times.limit().minus(passed);
                Duration pause = left.compareTo(TICK) < 0 ? left : TICK;
                if (renewal.isPresent()) {
                    live.awaitChange(pause, renewal.get().stage());
                } else {
                    live.awaitChange(pause);
                }
            }
        }

        /**
         * A world in which helm is asked anew, and given no more time than the wait has. What stands behind an "and" is
         * asked now and watched, so that it need not be when the part before it comes true.
         */
        private World prepared() throws InterruptedException {
            World world = fresh();
            List<Expr> parts = wait.condition().parts();
            if (parts.size() == 1 || trouble.or(live::trouble).isPresent()) {
                return world;
            }
            for (Expr part : parts) {
                try {
                    inTime(() -> new Evaluator(environment.foretelling().around(new WorldReader(world, Observer.NONE)))
                            .evaluate(part, scope));
                } catch (Failed told) {
                    // When the condition comes to it, it fails again, and then it counts.
                }
            }
            return world.limitedTo(left());
        }

        private World fresh() {
            return polled.caching().limitedTo(left());
        }

        /** Asks everything anew that the old world answers from memory, so that the new one does, too. */
        private Interrupts.InterruptibleWork<World> renewing(World old) {
            World world = fresh();
            Duration left = left();
            boolean remembers = trouble.or(live::trouble).isEmpty() && old.hasCachedAnswers();
            return () -> {
                for (Expr part : remembers ? wait.condition().parts() : List.<Expr>of()) {
                    try {
                        new Evaluator(environment.foretelling().around(new WorldReader(world, Observer.NONE)))
                                .evaluate(part, scope);
                    } catch (Failed told) {
                        // When the condition comes to it, it fails again, and then it counts.
                    }
                }
                return world.limitedTo(left);
            };
        }

        /** Asks, and no longer than the wait lasts: a server that says nothing at all does not make it longer. */
        private <T> T inTime(Interrupts.InterruptibleWork<T> question) throws InterruptedException {
            Duration left = left();
            try {
                return interrupts.within((left.isNegative() ? Duration.ZERO : left).plus(GRACE), NO_ANSWER, question);
            } catch (Interrupts.OutOfTime late) {
                throw new Failed(late.failure());
            }
        }

        private Duration left() {
            return times.limit().minus(waited.until(environment.clock().elapsed()));
        }

        private Failure never() {
            return Failure.of(
                    FailureClass.AssertionFailed,
                    "the wait can never be over: " + wait.condition().where().text()
                            + " looks nothing up, so what is not true now never becomes true",
                    "A name keeps the value that it was bound to: write the lookup itself, such as"
                            + " service(\"web\").exists?, after until ("
                            + wait.where().place() + ").");
        }

        private boolean conditionHolds(World world) throws InterruptedException {
            WaitObserver seen = new WaitObserver(new ArrayList<>(), new ArrayList<>());
            boolean holds = holds(world, wait.condition(), seen);
            if (trouble.isEmpty()) {
                pending = List.copyOf(seen.missing());
                counted = List.copyOf(seen.rules());
            }
            return holds;
        }

        private boolean holds(World world, Expr condition, Observer seen) throws InterruptedException {
            Evaluator now = new Evaluator(new MaskingReader(
                    environment.foretelling().around(new WorldReader(world, seen)),
                    environment.masking(),
                    environment.progress()));
            try {
                boolean holds = inTime(() -> now.bool(condition, scope)).equals(Value.TRUE);
                trouble = Optional.empty();
                return holds;
            } catch (Failed failed) {
                // The world may come back: the wait goes on to its limit and says what is wrong meanwhile.
                if (!Set.of(FailureClass.Unreachable, FailureClass.Timeout)
                        .contains(failed.failure().kind())) {
                    throw failed;
                }
                trouble = Optional.of(failed.failure().summary());
                return false;
            }
        }

        /** What is left, why and with which events is the output of a wait; what to do about it is its advice. */
        private Failure outOfTime() throws InterruptedException {
            List<String> left = new ArrayList<>();
            boolean answers = true;
            for (Observer.Pending one : pending) {
                left.add((one.resource().shortName() + "  " + one.state() + "  " + one.detail()).strip());
                try {
                    if (answers) {
                        inTime(() -> events(one)).forEach(event -> left.add("  " + event));
                    }
                } catch (Failed silent) {
                    answers = false;
                }
            }
            trouble.or(live::trouble).ifPresent(left::add);
            String summary = "not within " + ValueText.of(times.limit()) + ": "
                    + wait.condition().where().text()
                    + (pending.isEmpty() ? "" : ", " + pending.size() + " left");
            // What could not be read by now may stand quite otherwise.
            List<String> advice = new ArrayList<>(
                    trouble.or(live::trouble).isPresent()
                            ? List.of()
                            : environment.world().advice(pending));
            advice.add(moreTime());
            return new Failure(
                    FailureClass.Timeout,
                    Set.of(FailureClass.Timeout),
                    summary,
                    left.isEmpty() ? summary : String.join("\n", left),
                    List.of(),
                    OptionalInt.empty(),
                    pending.stream().findFirst().map(Observer.Pending::resource),
                    advice);
        }

        /** An input is given more easily than the text is changed. */
        private String moreTime() {
            return wait.upTo() instanceof Expr.Local local && scope.isInput(local.name())
                    ? "resume waits as long once more. A new run can be given more time with the input: " + local.name()
                            + "=" + ValueText.of(times.limit().multipliedBy(2))
                    : "Give the wait more time with up_to: (" + wait.where().place() + ").";
        }

        private List<String> events(Observer.Pending left) throws InterruptedException {
            if (left.resource().kind().isEmpty()) {
                return List.of();
            }
            return live.events(
                    left.resource().namespace(),
                    left.resource().name(),
                    left.resource().uid());
        }
    }
}
