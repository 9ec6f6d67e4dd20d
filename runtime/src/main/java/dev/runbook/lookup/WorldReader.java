package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.action.World;
import dev.runbook.eval.Reader;
import dev.runbook.eval.Scope;
import dev.runbook.port.Observer;
import dev.runbook.program.Expr;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers lookups from the world as it is now. */
public record WorldReader(World world, Observer observer) implements Reader {
    @Override
    public Value read(
            Expr.Invoke lookup,
            Optional<Value> receiver,
            List<Value> positional,
            Map<String, Value> options,
            Scope scope)
            throws InterruptedException {
        return Lookups.of(lookup.signature())
                .read(new Call(lookup.signature(), receiver, positional, options, scope.namespace(), world, observer));
    }
}
