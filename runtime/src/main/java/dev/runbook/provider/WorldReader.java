package dev.runbook.provider;

import dev.runbook.language.eval.Reader;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.program.Expr;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
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
        return world.lookup(lookup.signature())
                .read(new Call(lookup.signature(), receiver, positional, options, scope.namespace(), world, observer));
    }
}
