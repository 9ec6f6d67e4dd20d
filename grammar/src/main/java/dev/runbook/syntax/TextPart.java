package dev.runbook.syntax;

import dev.runbook.source.Span;

/** A piece of a text in double quotes. */
public sealed interface TextPart {
    Span span();

    record Literal(Span span, String value) implements TextPart {}

    /** <code>#{expression}</code>. */
    record Interpolation(Span span, Expression expression) implements TextPart {}
}
