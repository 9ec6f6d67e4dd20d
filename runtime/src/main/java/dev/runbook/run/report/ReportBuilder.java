package dev.runbook.run.report;

import dev.runbook.language.failure.Failure;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.OpenSteps;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.report.Item.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes facts one by one and gives the report of all so far, whatever their order: a damaged journal still has a report. */
public final class ReportBuilder {
    private final Function<Entry.Asked, Optional<String>> shown;
    private final OpenStep root = new OpenStep("", "", "", false, Instant.EPOCH);
    private final OpenSteps<OpenStep> open = new OpenSteps<>(root, new ReportSteps());
    private final Map<String, OpenStep> seen = new HashMap<>();
    private final List<LocatedFailure> problems = new ArrayList<>();
    private final List<Item.Rescue> rescues = new ArrayList<>();
    private Optional<Entry.Began> began = Optional.empty();
    private Optional<Entry.Foretold> foretold = Optional.empty();
    private Optional<Entry.Ended> ended = Optional.empty();
    private Optional<Item.Abandonment> abandoned = Optional.empty();
    private @Nullable Instant from;
    private Instant until = Instant.EPOCH;

    /** A report that many may read: of files that were shown it has the keys. */
    public ReportBuilder() {
        this(asked -> asked.shown().map(KeysOnly::of));
    }

    /** @param shown what is in it of a file that was shown, whose values may be secret */
    public ReportBuilder(Function<Entry.Asked, Optional<String>> shown) {
        this.shown = shown;
    }

    public void add(Recorded recorded) {
        if (from == null) {
            from = recorded.time();
        }
        if (!(recorded.entry() instanceof Entry.Abandoned)) {
            until = recorded.time();
        }
        switch (recorded.entry()) {
            case Entry.Began e -> began = Optional.of(e);
            case Entry.Resumed e -> resume(e, recorded.time());
            case Entry.StepStarted e -> open.take(e);
            case Entry.StepResumed e -> open.take(e);
            case Entry.StepSkipped e ->
                here().add(new Item.Step(
                        e.step(),
                        e.number(),
                        e.title(),
                        false,
                        State.SKIPPED,
                        e.reason(),
                        0,
                        recorded.time(),
                        Optional.of(Duration.ZERO),
                        List.of()));
            case Entry.StepEnded e -> open.take(e);
            case Entry.TaskIntended e -> here().intend(e);
            case Entry.ProgramStarted e -> {}
            case Entry.Settled e ->
                here().add(new Item.Settling(e.task(), e.settlement() == Entry.Settlement.DONE, e.evidence(), e.by()));
            case Entry.TaskEnded e -> end(e);
            case Entry.Bound e -> here().add(new Item.Binding(e.name(), e.value()));
            case Entry.Asked e ->
                here().add(new Item.Question(e.form(), e.text(), shown.apply(e), e.destructive(), Optional.empty()));
            case Entry.Answered e -> here().answer(new Item.Reply(e.yes(), e.by()));
            case Entry.Noted e -> here().add(new Item.Note(e.text()));
            case Entry.Decided e -> here().add(new Item.Decision(e.where(), e.condition(), e.held()));
            case Entry.Rescuing e -> {
                open.take(e);
                Item.Rescue rescue = new Item.Rescue(e.clause(), e.failure());
                problem(here(), "", e.failure());
                rescues.add(rescue);
                here().add(rescue);
            }
            case Entry.Retrying e -> {
                open.take(e);
                here().add(new Item.Retry(e.attempt(), e.attempts(), e.pause(), e.why()));
            }
            case Entry.Foretold e -> foretold = Optional.of(e);
            case Entry.Interrupted e -> here().add(new Item.Interruption(e.wish()));
            case Entry.Abandoned e -> {
                Item.Abandonment given =
                        new Item.Abandonment(e.operator().user(), e.operator().host(), recorded.time(), e.reason());
                abandoned = Optional.of(given);
                here().add(given);
            }
            case Entry.Ended e -> {
                OpenStep step = seen.getOrDefault(e.step(), root);
                e.failure().ifPresent(failure -> problem(step, "", failure));
                ended = Optional.of(e);
            }
        }
    }

    /**
     * What was open stays unfinished, until the run comes to it again. What had failed is tried again, but for that which
     * a rescue had answered to: the recovery goes on.
     */
    private void resume(Entry.Resumed e, Instant time) {
        problems.removeIf(
                problem -> rescues.stream().noneMatch(rescue -> rescue.failure().equals(problem.failure())));
        open.take(e);
        ended = Optional.empty();
        root.add(new Item.Resumption(e.operator().user(), e.operator().host(), time, e.edits()));
    }

    private OpenStep here() {
        return open.here();
    }

    /** Makes items of the steps that are left. */
    private final class ReportSteps implements OpenSteps.StepHandler<OpenStep> {
        @Override
        public OpenStep entered(OpenStep around, Entry.StepStarted e) {
            OpenStep step = new OpenStep(e.step(), e.number(), e.title(), e.destructive(), until);
            seen.put(e.step(), step);
            return step;
        }

        @Override
        public OpenStep enteredAgain(OpenStep around, Entry.StepResumed e) {
            return around.reopen(e.step()).orElseGet(() -> new OpenStep(e.step(), e.number(), e.title(), false, until));
        }

        @Override
        public void attempted(OpenStep step, Entry.StepStarted e) {
            step.attempt(e.attempt());
        }

        @Override
        public void left(OpenStep step, OpenStep around, Optional<Entry.StepEnded> end) {
            around.add(
                    step.closed(end.map(e -> state(e.end())).orElse(State.UNFINISHED), end.map(Entry.StepEnded::took)));
        }

        private static State state(Entry.StepEnd end) {
            return switch (end) {
                case DONE -> State.DONE;
                case RECOVERED -> State.RECOVERED;
                case FAILED -> State.FAILED;
                case FINISHED -> State.FINISHED;
            };
        }
    }

    private void end(Entry.TaskEnded e) {
        String action = here().end(e);
        e.failure().ifPresent(failure -> problem(here(), action, failure));
    }

    /** The same failure comes by again when a rescue answers to it and when the run ends with it. */
    private void problem(OpenStep step, String action, Failure failure) {
        if (problems.stream().noneMatch(problem -> problem.failure().equals(failure))) {
            problems.add(
                    new LocatedFailure(step.number(), step.title(), action, failure, LocatedFailure.FailureRole.ENDED));
        }
    }

    /** The report of the facts so far. */
    public RunReport report() {
        List<Item> inner = List.of();
        for (OpenStep step : open.inOrder().reversed()) {
            inner = List.of(step.closed(State.UNFINISHED, Optional.empty(), step.items(inner)));
        }
        List<Item> items = root.items(inner);
        List<Item.Step> steps =
                RunReport.steps(items).stream().flatMap(RunReport::withInner).toList();
        return new RunReport(
                began,
                from == null ? Instant.EPOCH : from,
                until,
                items,
                new FailureRoles(steps).of(problems, ended.flatMap(Entry.Ended::failure)),
                rescues,
                foretold,
                ended,
                abandoned,
                ended.isPresent() ? Optional.empty() : Optional.of(where()));
    }

    private String where() {
        String step = open.depth() == 0 ? "between steps" : "in step " + here().number() + " " + here().title();
        return here().running()
                .flatMap(Item.Task::activity)
                .map(activity -> step + ", during "
                        + (activity.command().isEmpty() ? activity.action() : CommandText.of(activity.command())))
                .orElse(step);
    }
}
