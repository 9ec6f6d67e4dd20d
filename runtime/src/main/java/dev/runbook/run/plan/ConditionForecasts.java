package dev.runbook.run.plan;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.StepOptions;
import dev.runbook.language.program.Task;
import dev.runbook.language.value.Value;
import dev.runbook.run.plan.Forecast.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says which way the run will go where the text has a condition, as far as it is known. */
final class ConditionForecasts {
    private final Evaluator evaluator;

    ConditionForecasts(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** Whether a step runs. The conditions are asked in the order of the run: one that settles it leaves the other unasked. */
    Forecast step(StepOptions options, Scope scope) throws InterruptedException {
        Optional<Forecast> onlyIf = condition(options.onlyIf(), true, scope);
        if (onlyIf.isPresent() && settled(onlyIf.get())) {
            return onlyIf.get();
        }
        Optional<Forecast> unless = condition(options.unless(), false, scope);
        boolean open = onlyIf.isPresent() && onlyIf.get().verdict() == Verdict.DECIDED_LATER;
        if (unless.isPresent() && (unless.get().verdict() == Verdict.SKIPPED || !open)) {
            return unless.get();
        }
        return onlyIf.orElse(Forecast.of(Verdict.RUNS, ""));
    }

    private static boolean settled(Forecast forecast) {
        return forecast.verdict() == Verdict.SKIPPED || forecast.verdict() == Verdict.FAILS;
    }

    /** What is known of each branch: of each arm, and last of what is done when no condition holds. */
    List<Forecast> branches(Task.Choice choice, Scope scope) throws InterruptedException {
        List<Forecast> forecasts = new ArrayList<>();
        Optional<Forecast> open = Optional.empty();
        boolean settled = false;
        for (Task.Arm arm : choice.arms()) {
            if (settled) {
                forecasts.add(Forecast.of(Verdict.SKIPPED, "not asked, since a condition before it holds"));
                continue;
            }
            Forecast forecast = known(arm.condition(), true, scope);
            settled = forecast.verdict() == Verdict.RUNS || forecast.verdict() == Verdict.FAILS;
            if (forecast.verdict() == Verdict.DECIDED_LATER && open.isEmpty()) {
                open = Optional.of(forecast);
            }
            // What holds here, or fails, is asked only if those before it turn out not to hold.
            forecasts.add(settled ? open.orElse(forecast) : forecast);
        }
        forecasts.add(
                settled
                        ? Forecast.of(Verdict.SKIPPED, "a condition holds")
                        : open.orElse(Forecast.of(Verdict.RUNS, "no condition holds")));
        return forecasts;
    }

    /** What is known of a choice as a whole. */
    static Forecast overall(Task.Choice choice, List<Forecast> forecasts) {
        for (Verdict verdict : List.of(Verdict.FAILS, Verdict.DECIDED_LATER)) {
            for (Forecast branch : forecasts) {
                if (branch.verdict() == verdict) {
                    return branch;
                }
            }
        }
        boolean none = forecasts.getLast().verdict() == Verdict.RUNS
                && choice.otherwise().isEmpty();
        return none
                ? Forecast.of(Verdict.SKIPPED, "no condition holds")
                : forecasts.stream()
                        .filter(branch -> branch.verdict() == Verdict.RUNS)
                        .findFirst()
                        .orElse(Forecast.of(Verdict.SKIPPED, ""));
    }

    private Optional<Forecast> condition(Optional<Expr> condition, boolean wanted, Scope scope)
            throws InterruptedException {
        if (condition.isEmpty()) {
            return Optional.empty();
        }
        String text = (wanted ? "if " : "unless ") + condition.get().where().text();
        Forecast known = known(condition.get(), wanted, scope);
        return Optional.of(Forecast.of(known.verdict(), text + ": " + known.detail()));
    }

    private Forecast known(Expr condition, boolean wanted, Scope scope) throws InterruptedException {
        try {
            return switch (evaluator.bool(condition, scope)) {
                case Value.Unknown(String _, String reason) -> Forecast.of(Verdict.DECIDED_LATER, reason);
                case Value value ->
                    Forecast.of(
                            value.equals(Value.TRUE) == wanted ? Verdict.RUNS : Verdict.SKIPPED,
                            "it is " + ValueText.of(value));
            };
        } catch (Failed failed) {
            return Forecast.of(Verdict.FAILS, failed.failure().summary());
        }
    }
}
