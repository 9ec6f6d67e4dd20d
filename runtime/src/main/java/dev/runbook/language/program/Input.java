package dev.runbook.language.program;

import com.google.re2j.Pattern;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * A parameter or a secret of a runbook.
 *
 * @param fallback the default; an expression over earlier inputs
 */
public record Input(
        Where where,
        String name,
        String about,
        Type type,
        boolean path,
        boolean secret,
        boolean optional,
        Optional<Expr> fallback,
        List<Value> oneOf,
        Optional<Pattern> matches) {
    public Input {
        oneOf = List.copyOf(oneOf);
    }

    /** The same input, which must be given. */
    public Input needed() {
        return new Input(where, name, about, type, path, secret, false, fallback, oneOf, matches);
    }

    /** The same input, which may be left out. */
    public Input needless() {
        return new Input(where, name, about, type, path, secret, true, fallback, oneOf, matches);
    }
}
