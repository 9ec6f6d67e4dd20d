package dev.runbook.syntax;

import dev.runbook.source.Span;

/** A word of the text that names something. */
public record Name(Span span, String text) {
    @Override
    public String toString() {
        return text;
    }
}
