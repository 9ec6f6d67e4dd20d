package dev.runbook.plan;

import dev.runbook.catalogue.Catalogue;
import dev.runbook.catalogue.Signature;
import dev.runbook.eval.Evaluator;
import dev.runbook.eval.Scope;
import dev.runbook.eval.Texts;
import dev.runbook.failure.Failed;
import dev.runbook.failure.FailureClass;
import dev.runbook.program.Expr;
import dev.runbook.program.Task;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out which version an upgrade takes a release from and to, with the lookups that a runbook would ask. */
final class Moves {
    private static final Signature HISTORY =
            Catalogue.shipped().standing("helm.history").orElseThrow();
    private static final Signature CHART =
            Catalogue.shipped().standing("helm.chart").orElseThrow();

    private final Evaluator evaluator;

    Moves(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** Empty when the action moves no release, or when nobody knows yet which, from where or to where. */
    Optional<Move> of(Task.Act act, Scope scope) throws InterruptedException {
        if (!act.signature().name().equals("helm.upgrade")) {
            return Optional.empty();
        }
        try {
            Value release = evaluator.evaluate(act.positional().getFirst(), scope);
            Optional<String> to = to(act, scope);
            return release instanceof Value.Unknown || to.isEmpty()
                    ? Optional.empty()
                    : from(act, scope).map(from -> new Move(Texts.of(release), from, to.get()));
        } catch (Failed failed) {
            return Optional.empty();
        }
    }

    /** The version that runs now, empty inside when none does; empty outside when that is not known. */
    private Optional<Optional<String>> from(Task.Act act, Scope scope) throws InterruptedException {
        try {
            return evaluator.evaluate(history(act), scope) instanceof Value.Items(List<Value> revisions)
                    ? Optional.of(deployed(revisions))
                    : Optional.empty();
        } catch (Failed failed) {
            if (failed.failure().kind() == FailureClass.ReleaseNotFound) {
                return Optional.of(Optional.empty());
            }
            throw failed;
        }
    }

    private static Expr history(Task.Act act) {
        Expr namespace = act.options().get("namespace");
        return new Expr.Invoke(
                act.where(),
                HISTORY,
                Optional.empty(),
                List.of(act.positional().getFirst()),
                namespace == null ? Map.of() : Map.of("namespace", namespace));
    }

    /** The version that helm takes; the latest when the action names none. */
    private Optional<String> to(Task.Act act, Scope scope) throws InterruptedException {
        Expr version = act.options().get("version");
        Value named = version == null ? Value.NIL : evaluator.evaluate(version, scope);
        if (named instanceof Value.Nil) {
            Expr chart = new Expr.Invoke(
                    act.where(),
                    CHART,
                    Optional.empty(),
                    List.of(act.positional().get(1)),
                    Map.of());
            named = evaluator.evaluate(chart, scope) instanceof Value.Entity found ? found.field("version") : Value.NIL;
        }
        return named instanceof Value.Unknown || named instanceof Value.Nil
                ? Optional.empty()
                : Optional.of(Texts.of(named));
    }

    /** The version of the newest revision that was deployed: one that failed left another running. */
    private static Optional<String> deployed(List<Value> revisions) {
        if (!revisions.isEmpty() && status(revisions.getLast()).equals("uninstalled")) {
            return Optional.empty();
        }
        return revisions.reversed().stream()
                .filter(r -> status(r).equals("deployed") || status(r).equals("superseded"))
                .findFirst()
                .map(r -> r instanceof Value.Entity revision ? Texts.of(revision.field("version")) : "");
    }

    private static String status(Value revision) {
        return revision instanceof Value.Entity entity ? Texts.of(entity.field("status")) : "";
    }
}
