package dev.runbook.run.plan;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.StepOptions;
import dev.runbook.language.program.Task;
import dev.runbook.language.signature.Effect;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.value.Value;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Outcome;
import dev.runbook.run.plan.Forecast.Verdict;
import dev.runbook.run.plan.PlanPosition.Reach;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The view from a place of the plan: forecasts what stands there, by what earlier steps leave to be seen. For a place
 * that the run does not come to, nothing is asked of the world.
 */
final class ForecastContext {
    private final PendingChanges pending = new PendingChanges();
    private final Preview preview;
    private final Disclosure disclosure;
    private final PlanReader reader;
    private final ConditionForecasts conditions;
    private final Forecaster seeing;
    private final Forecaster blind;
    private final Moves moves;
    private final Map<List<Object>, Impact> impacts = new HashMap<>();
    private final Set<Facet> refused = EnumSet.noneOf(Facet.class);

    ForecastContext(PlanEnvironment environment, List<Task> body) {
        this.disclosure = new Disclosure(body);
        this.preview = environment.preview();
        this.reader = new PlanReader(environment, pending, disclosure);
        Evaluator evaluator = new Evaluator(reader);
        this.conditions = new ConditionForecasts(evaluator);
        this.moves = new Moves(evaluator);
        boolean programs =
                environment.unread().stream().noneMatch(u -> u.facets().contains(Facet.PROGRAMS));
        this.seeing = new Forecaster(evaluator, environment.world(), programs, this::completed);
        Evaluator nothing = new Evaluator(
                request -> new Value.Unknown("<" + request.text() + ">", "not read, since the run does not get here"));
        this.blind = new Forecaster(nothing, environment.world(), programs, call -> call);
    }

    /** What an action finds is what can be read now, when nothing changes that before the run comes to it. */
    private Call completed(Call call) throws InterruptedException {
        Set<Facet> reads = call.signature().reads();
        boolean same =
                pending.changed(reads).isEmpty() && reader.unreadable(reads).isEmpty();
        return same ? preview.completed(call) : call;
    }

    List<UnreadSource> unread() {
        return reader.unread();
    }

    PendingChanges.Branches branches() {
        return pending.branches();
    }

    private Forecaster at(PlanPosition place) {
        return place.reach() == Reach.NEVER ? blind : seeing;
    }

    Value value(Expr expr, PlanPosition place, Scope scope) throws InterruptedException {
        return at(place).value(expr, scope);
    }

    String text(Expr expr, PlanPosition place, Scope scope) throws InterruptedException {
        return at(place).shown(expr, scope);
    }

    /** A task without tasks of its own; binds what it binds also where the run does not come. */
    Forecast single(Task task, PlanPosition place, Scope scope) throws InterruptedException {
        Forecast forecast = at(place).single(task, scope);
        return place.reach() == Reach.NEVER ? forecast.with(Verdict.SKIPPED, "") : forecast;
    }

    Forecast step(StepOptions options, PlanPosition place, Scope scope) throws InterruptedException {
        return place.reach() == Reach.NEVER ? Forecast.of(Verdict.SKIPPED, "") : conditions.step(options, scope);
    }

    List<Forecast> choice(Task.Choice choice, PlanPosition place, Scope scope) throws InterruptedException {
        return place.reach() == Reach.NEVER
                ? Collections.nCopies(choice.arms().size() + 1, Forecast.of(Verdict.SKIPPED, ""))
                : conditions.branches(choice, scope);
    }

    static Forecast loop(Task.Loop loop, Value list, PlanPosition place) {
        if (place.reach() == Reach.NEVER) {
            return Forecast.of(Verdict.SKIPPED, "");
        }
        return switch (list) {
            case Value.Unknown(String _, String reason) -> Forecast.of(Verdict.DECIDED_LATER, reason);
            case Value.List(List<Value> items)
            when items.isEmpty() ->
                Forecast.of(Verdict.SKIPPED, loop.list().where().text() + " is empty");
            case Value.List(List<Value> items) ->
                Forecast.of(Verdict.KNOWN, items.stream().map(ValueText::of).collect(Collectors.joining(", ")));
            case Value value -> Forecast.of(Verdict.FAILS, ValueText.quoted(value) + " is not a list");
        };
    }

    Optional<Move> move(Task.Act act, Scope scope) throws InterruptedException {
        // Finding out where to asks the repository of the chart.
        return disclosure.by(act) ? Optional.empty() : moves.of(act, seeing.call(act, scope, new ArrayList<>()), scope);
    }

    /** An action. What it changes is known after it, unless it could be done in private and be seen there. */
    Forecast act(Task.Act act, PlanPosition place, Scope scope) throws InterruptedException {
        Forecast forecast = single(act, place, scope);
        if (forecast.verdict() == Verdict.RUNS && place.reach() != Reach.NEVER) {
            try {
                forecast = forecast.with(impact(act, place, scope)).with(differences(act, place, scope));
            } catch (Failed stopped) {
                forecast = stopped(forecast, stopped.failure());
            }
        }
        if (refused.containsAll(act.signature().writes())
                && !act.signature().writes().isEmpty()) {
            // No server answered the one before: this one would wait for it once more and show no more.
            return forecast;
        }
        Optional<Outcome> tried = forecast.verdict() == Verdict.RUNS && place.reach() == Reach.SURELY
                ? tried(act, scope)
                : Optional.empty();
        if (tried.isEmpty()) {
            change(List.of(act), place);
            return forecast;
        }
        return switch (tried.get()) {
            case Outcome.Done _ -> forecast;
            case Outcome.NotDone(Failure failure) -> notDone(act, forecast, failure, place);
        };
    }

    /** What the server would change for it, where the run surely comes there. */
    private List<String> differences(Task.Act act, PlanPosition place, Scope scope) throws InterruptedException {
        Optional<Call> call = place.reach() == Reach.SURELY ? askable(act, scope) : Optional.empty();
        return call.isPresent() ? preview.differences(call.get()) : List.of();
    }

    /** The call, where all of it is known now and asking about it tells nobody what is none of theirs. */
    private Optional<Call> askable(Task.Act act, Scope scope) throws InterruptedException {
        List<Failed> lost = new ArrayList<>();
        Call call = seeing.call(act, scope, lost);
        boolean known = lost.isEmpty()
                && call.known()
                && !(call.namespace() instanceof Value.Unknown)
                && mayLook(act, call)
                && reader.unreadable(act.signature().reads()).isEmpty();
        return known ? Optional.of(call) : Optional.empty();
    }

    /** What it would do to the cluster as it is now, or of what it would not even begin; of a way back, only what takes something away is looked into. */
    private Impact impact(Task.Act act, PlanPosition place, Scope scope) throws InterruptedException {
        Optional<Call> askable = askable(act, scope);
        if (askable.isEmpty()
                || (place.reach() != Reach.SURELY && act.signature().effect() != Effect.DESTRUCTIVE)) {
            return Impact.NONE;
        }
        Call call = askable.get();
        List<Object> asked = List.of(act.signature().name(), call.positional(), call.options(), call.namespace());
        Impact remembered = impacts.get(asked);
        if (remembered != null) {
            return remembered;
        }
        Impact found;
        try {
            found = preview.impact(call);
        } catch (Failed failed) {
            if (place.reach() == Reach.SURELY && foretold(failed.failure())) {
                throw failed;
            }
            found = Impact.NONE;
        }
        impacts.put(asked, found);
        return found;
    }

    /** What the run would stop of as well; a definition that is missing may be what a step before brings. */
    private Forecast stopped(Forecast forecast, Failure failure) {
        return failure.kind() == FailureClass.KindMissing
                        && pending.changed(List.of(Facet.CLUSTER)).isPresent()
                ? forecast.with(Verdict.RUNS, "it would fail now: " + failure.summary())
                : forecast.with(Verdict.FAILS, failure.summary());
    }

    private static boolean foretold(Failure failure) {
        return failure.kind() == FailureClass.RemovedApi || failure.kind() == FailureClass.KindMissing;
    }

    /** Whether looking reads only files that a plan may read, and tells nobody what is in them. */
    private boolean mayLook(Task.Act act, Call call) {
        Workspace files = call.client(Workspace.class);
        List<NamedFiles.NamedFile> named = NamedFiles.of(call.signature(), call.positional(), call.options());
        return named.stream().allMatch(file -> file.refusal(files).isEmpty())
                && (!disclosure.by(act) || named.stream().anyMatch(file -> file.whole() && files.exists(file.path())));
    }

    private Optional<Outcome> tried(Task.Act act, Scope scope) throws InterruptedException {
        List<Failed> lost = new ArrayList<>();
        Call call = seeing.call(act, scope, lost);
        boolean known = lost.isEmpty()
                && call.known()
                && !disclosure.by(act)
                && pending.changed(act.signature().reads()).isEmpty()
                && reader.unreadable(act.signature().writes()).isEmpty();
        return known ? preview.of(call) : Optional.empty();
    }

    /** No answer is no forecast: the server may be there when the run comes. Everything else would fail as it failed here. */
    private Forecast notDone(Task.Act act, Forecast forecast, Failure failure, PlanPosition place)
            throws InterruptedException {
        if (failure.kind() == FailureClass.Cancelled) {
            throw new InterruptedException(failure.summary());
        }
        if (failure.kind() == FailureClass.Unreachable || failure.kind() == FailureClass.Timeout) {
            reader.refuse(act.signature().writes(), failure);
            refused.addAll(act.signature().writes());
            return forecast.with(Verdict.RUNS, "tried just now: it could not be reached");
        }
        change(List.of(act), place);
        return forecast.with(Verdict.FAILS, failure.summary());
    }

    /** What these tasks change is known only after the step that they stand in. */
    void change(List<Task> tasks, PlanPosition place) {
        if (place.reach() != Reach.NEVER) {
            NestedTasks.all(tasks).forEach(task -> {
                if (task instanceof Task.Act act) {
                    pending.change(act.signature().writes(), title(act, place));
                }
            });
        }
    }

    private static String title(Task.Act act, PlanPosition place) {
        return place.title().isEmpty() ? act.signature().name() : place.title();
    }
}
