package dev.runbook.run.report;

import dev.runbook.language.failure.Failure;
import dev.runbook.run.journal.Entry;
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
    private final List<OpenStep> open = new ArrayList<>(List.of(root));
    private final Map<String, OpenStep> seen = new HashMap<>();
    private final List<LocatedFailure> problems = new ArrayList<>();
    private final List<Item.Rescue> rescues = new ArrayList<>();
    private Optional<Entry.Began> began = Optional.empty();
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
            case Entry.StepStarted e -> start(e, recorded.time());
            case Entry.StepResumed e ->
                open.add(here().reopen(e.step())
                        .orElseGet(() -> new OpenStep(e.step(), e.number(), e.title(), false, recorded.time())));
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
            case Entry.StepEnded e -> end(e);
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
                Item.Rescue rescue = new Item.Rescue(e.clause(), e.failure());
                problem(here(), "", e.failure());
                rescues.add(rescue);
                here().add(rescue);
            }
            case Entry.Retrying e -> here().add(new Item.Retry(e.attempt(), e.attempts(), e.pause(), e.why()));
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
        while (here() != root) {
            close(State.UNFINISHED, Optional.empty());
        }
        ended = Optional.empty();
        root.add(new Item.Resumption(e.operator().user(), e.operator().host(), time, e.edits()));
    }

    private OpenStep here() {
        return open.getLast();
    }

    private void start(Entry.StepStarted e, Instant time) {
        Optional<OpenStep> again = e.attempt() > 1
                ? open.stream().filter(step -> step.address().equals(e.step())).findFirst()
                : Optional.empty();
        if (again.isPresent()) {
            while (here() != again.get()) {
                close(State.UNFINISHED, Optional.empty());
            }
            again.get().attempt(e.attempt());
            return;
        }
        OpenStep step = new OpenStep(e.step(), e.number(), e.title(), e.destructive(), time);
        seen.put(e.step(), step);
        open.add(step);
    }

    private void end(Entry.StepEnded e) {
        if (open.stream().noneMatch(step -> step != root && step.address().equals(e.step()))) {
            return;
        }
        while (!here().address().equals(e.step())) {
            close(State.UNFINISHED, Optional.empty());
        }
        close(
                switch (e.end()) {
                    case DONE -> State.DONE;
                    case RECOVERED -> State.RECOVERED;
                    case FAILED -> State.FAILED;
                    case FINISHED -> State.FINISHED;
                },
                Optional.of(e.took()));
    }

    private void close(State state, Optional<Duration> took) {
        OpenStep step = open.removeLast();
        here().add(step.closed(state, took));
    }

    private void end(Entry.TaskEnded e) {
        String action = here().end(e);
        e.failure().ifPresent(failure -> problem(here(), action, failure));
    }

    /** The same failure comes by again when a rescue answers to it and when the run ends with it. */
    private void problem(OpenStep step, String action, Failure failure) {
        if (problems.stream().noneMatch(problem -> problem.failure().equals(failure))) {
            problems.add(new LocatedFailure(step.number(), step.title(), action, failure, LocatedFailure.Role.ENDED));
        }
    }

    /** The report of the facts so far. */
    public RunReport report() {
        List<Item> items = new ArrayList<>();
        for (int i = open.size() - 1; i >= 0; i--) {
            List<Item> inside = open.get(i).items(items);
            items = i == 0 ? inside : List.of(open.get(i).closed(State.UNFINISHED, Optional.empty(), inside));
        }
        List<Item.Step> steps =
                RunReport.steps(items).stream().flatMap(RunReport::withInner).toList();
        return new RunReport(
                began,
                from == null ? Instant.EPOCH : from,
                until,
                items,
                new FailureRoles(steps).of(problems, ended.flatMap(Entry.Ended::failure)),
                rescues,
                ended,
                abandoned,
                ended.isPresent() ? Optional.empty() : Optional.of(where()));
    }

    private String where() {
        String step = open.size() == 1 ? "between steps" : "in step " + here().number() + " " + here().title();
        return here().running()
                .flatMap(Item.Task::activity)
                .map(activity -> step + ", during "
                        + (activity.command().isEmpty() ? activity.action() : CommandText.of(activity.command())))
                .orElse(step);
    }
}
