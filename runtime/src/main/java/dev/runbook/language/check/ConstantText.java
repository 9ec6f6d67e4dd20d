package dev.runbook.language.check;

import dev.runbook.syntax.Expression;
import dev.runbook.syntax.TextPart;
import java.util.Optional;

/** Reads texts that hold nothing to be filled in. */
final class ConstantText {
    private ConstantText() {}

    /** The text that an expression is, if it is one without holes. */
    static Optional<String> of(Expression expression) {
        return switch (expression) {
            case Expression.RawText raw -> Optional.of(raw.value());
            case Expression.Text text -> {
                StringBuilder whole = new StringBuilder();
                for (TextPart part : text.parts()) {
                    if (!(part instanceof TextPart.Literal literal)) {
                        yield Optional.empty();
                    }
                    whole.append(literal.value());
                }
                yield Optional.of(whole.toString());
            }
            case Expression.Symbol symbol -> Optional.of(symbol.name());
            case Expression.Grouped grouped -> of(grouped.inner());
            case Expression.Unreadable e -> Optional.empty();
            case Expression.Int e -> Optional.empty();
            case Expression.Bool e -> Optional.empty();
            case Expression.Nil e -> Optional.empty();
            case Expression.Regex e -> Optional.empty();
            case Expression.ListOf e -> Optional.empty();
            case Expression.MapOf e -> Optional.empty();
            case Expression.Reference e -> Optional.empty();
            case Expression.Call e -> Optional.empty();
            case Expression.Index e -> Optional.empty();
            case Expression.Unary e -> Optional.empty();
            case Expression.Binary e -> Optional.empty();
        };
    }

    /** The text of a title, a path or an address; reports one that has holes or is no text. */
    static Optional<String> require(Expression expression, String what, CheckDiagnostics diagnostics) {
        Optional<String> text = of(expression);
        if (text.isEmpty() && !(expression instanceof Expression.Unreadable)) {
            diagnostics
                    .at(dev.runbook.diagnostic.Code.RB0246, expression.span())
                    .says(
                            what + " must be a plain string",
                            "It has to be known when the runbook is read, before any value is.",
                            "Write it out in quotes, without #{ }.");
        }
        return text;
    }
}
