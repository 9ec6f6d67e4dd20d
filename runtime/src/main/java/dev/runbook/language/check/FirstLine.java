package dev.runbook.language.check;

import dev.runbook.source.Span;
import dev.runbook.syntax.Statement;

/** The part of a statement that a caret can stand under: its first line. */
final class FirstLine {
    private FirstLine() {}

    static Span of(Statement statement) {
        return of(statement.span());
    }

    static Span of(Span span) {
        String text = span.source().text();
        int end = text.indexOf('\n', span.start());
        int last = end < 0 || end > span.end() ? span.end() : end;
        while (last > span.start() + 1 && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        return span.source().span(span.start(), last);
    }
}
