package dev.runbook.engine;

import dev.runbook.eval.Reader;
import dev.runbook.eval.Scope;
import dev.runbook.journal.Masking;
import dev.runbook.program.Expr;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A reader that has every secret it reads hidden from then on. */
record SecretNoting(Reader reader, Masking masking) implements Reader {
    @Override
    public Value read(
            Expr.Invoke lookup,
            Optional<Value> receiver,
            List<Value> positional,
            Map<String, Value> options,
            Scope scope)
            throws InterruptedException {
        Value value = reader.read(lookup, receiver, positional, options, scope);
        if (value instanceof Value.Secret(String name, String content)) {
            masking.hide(name, content);
        }
        return value;
    }
}
