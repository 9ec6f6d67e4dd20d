package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * What stands between {@code do} and {@code end}.
 *
 * @param span from {@code do} to {@code end}
 * @param ensure the statements after {@code ensure}; empty when there is no such clause
 */
public record Block(Span span, List<Statement> body, List<Rescue> rescues, Optional<Ensure> ensure) {
    public Block {
        body = List.copyOf(body);
        rescues = List.copyOf(rescues);
    }

    /**
     * {@code rescue PATTERN, … => failure}.
     *
     * @param patterns failure classes and regular expressions; none means any failure
     * @param name what the failure is called in the clause
     */
    public record Rescue(Span span, List<Expression> patterns, Optional<Name> name, List<Statement> body) {}

    /** {@code ensure}. */
    public record Ensure(Span span, List<Statement> body) {}
}
