package dev.runbook.run.plan;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.Where;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.ReleaseMove;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out which version an upgrade takes a release from and to, with the lookups that a runbook would ask. */
final class Moves {
    private final Evaluator evaluator;

    Moves(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** Empty when the action moves no release, or when nobody knows yet which, from where or to where. */
    Optional<Move> of(Task.Act act, Call call, Scope scope) throws InterruptedException {
        Optional<ReleaseMove> move = call.world().action(act.signature()).moves(call);
        if (move.isEmpty() || move.get().release() instanceof Value.Unknown) {
            return Optional.empty();
        }
        try {
            Optional<String> to = to(move.get(), act.where(), scope);
            return to.isEmpty()
                    ? Optional.empty()
                    : from(move.get(), act.where(), scope)
                            .map(from -> new Move(ValueText.of(move.get().release()), from, to.get()));
        } catch (Failed failed) {
            return Optional.empty();
        }
    }

    /** The version that runs now, empty inside when none does; empty outside when that is not known. */
    private Optional<Optional<String>> from(ReleaseMove move, Where where, Scope scope) throws InterruptedException {
        Map<String, Value> options =
                move.namespace() instanceof Value.Nil ? Map.of() : Map.of("namespace", move.namespace());
        try {
            return ask(move.history(), move.release(), options, where, scope)
                            instanceof Value.List(List<Value> revisions)
                    ? Optional.of(move.running().apply(revisions))
                    : Optional.empty();
        } catch (Failed failed) {
            if (failed.failure().kind() == FailureClass.ReleaseNotFound) {
                return Optional.of(Optional.empty());
            }
            throw failed;
        }
    }

    /** The version that helm takes; the latest when the action names none. */
    private Optional<String> to(ReleaseMove move, Where where, Scope scope) throws InterruptedException {
        Value named = move.version();
        if (named instanceof Value.Nil) {
            named = ask(move.newest(), move.chart(), Map.of(), where, scope) instanceof Value.Entity found
                    ? found.field("version")
                    : Value.NIL;
        }
        return named instanceof Value.Unknown || named instanceof Value.Nil
                ? Optional.empty()
                : Optional.of(ValueText.of(named));
    }

    /** Asks what a runbook would ask with these values. */
    private Value ask(Signature lookup, Value argument, Map<String, Value> options, Where where, Scope scope)
            throws InterruptedException {
        Map<String, Expr> named = new HashMap<>();
        options.forEach((name, value) -> named.put(name, new Expr.Constant(where, Type.Basic.ANY, value)));
        Expr.Constant first = new Expr.Constant(where, Type.Basic.ANY, argument);
        return evaluator.evaluate(new Expr.Invoke(where, lookup, Optional.empty(), List.of(first), named), scope);
    }
}
