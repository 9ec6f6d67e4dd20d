package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Label;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** What is said about texts that do not end. */
final class UnterminatedText {
    private UnterminatedText() {}

    static void neverEnds(SyntaxDiagnostics problems, Token begin) {
        int start = begin.getStartIndex();
        String quote = begin.getText().substring(0, 1);
        problems.add(
                Code.RB0103,
                new Label(problems.source().span(start, start + 1), "it begins here"),
                "this string never ends",
                "A string ends on the line that it begins on.",
                "Write the closing `" + quote + "`; for a line break inside a string write \\n.");
    }

    static void interpolationNeverEnds(SyntaxDiagnostics problems, Token begin, Token quote) {
        int hash = begin.getStopIndex() - 1;
        problems.add(
                Code.RB0107,
                new Label(problems.source().span(hash, hash + 2), "it opens here"),
                List.of(new Label(
                        problems.source().span(quote.getStartIndex(), quote.getStartIndex() + 1),
                        "the string ends before it is closed")),
                "this `#{` is never closed",
                "What is between `#{` and `}` is filled into the string.",
                "Write the `}` before the closing quote, or \\#{ for the two characters themselves.");
    }
}
