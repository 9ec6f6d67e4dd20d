package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Label;
import org.antlr.v4.runtime.Token;

/** Finds what is wrong inside a literal; the line around it can still be read. */
final class Literals {
    private final SyntaxDiagnostics problems;

    Literals(SyntaxDiagnostics problems) {
        this.problems = problems;
    }

    void check(Token token) {
        switch (token.getType()) {
            case TEXT, TEXT_BEGIN, TEXT_MIDDLE, TEXT_END -> escapes(token);
            case NUMBER -> number(token);
            case REGEX -> regex(token);
            default -> {}
        }
    }

    private void escapes(Token token) {
        String text = token.getText();
        for (int i = text.indexOf('\\'); i >= 0 && i + 1 < text.length(); ) {
            Escapes.Escape escape = Escapes.at(text, i);
            if (!escape.known()) {
                int start = token.getStartIndex() + i;
                String written = text.substring(i, i + escape.length());
                problems.add(
                        Code.RB0104,
                        new Label(problems.source().span(start, start + escape.length()), ""),
                        "`" + written + "` is not an escape",
                        "The escapes are \\n \\t \\r \\s \\e \\\" \\\\ \\# and \\u{1F600} with the number of a character.",
                        "For a backslash itself write \\\\, or write the string in single quotes.");
            }
            i = text.indexOf('\\', i + escape.length());
        }
    }

    private void number(Token token) {
        String text = token.getText();
        String digits = text.replace("_", "");
        if (digits.length() > 18) {
            problems.add(
                    Code.RB0116,
                    token,
                    "the number " + TokenText.quoted(token) + " is too large",
                    "Numbers have at most 18 digits.",
                    "If it is a name rather than an amount, write it as a string.");
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            problems.add(
                    Code.RB0116,
                    token,
                    "the number " + TokenText.quoted(token) + " begins with 0",
                    "In some languages that is an octal number, and nobody should have to wonder.",
                    "Remove the 0; a file mode or a name with digits is a string.");
        } else if (text.endsWith("_") || text.contains("__")) {
            problems.add(
                    Code.RB0116,
                    token,
                    "the number " + TokenText.quoted(token) + " has a `_` that is not between two digits",
                    "`_` only separates groups of digits, as in 1_000.",
                    "Remove it.");
        }
    }

    private void regex(Token token) {
        String text = token.getText();
        int hash = text.indexOf("#{");
        String flags = text.substring(text.lastIndexOf('/') + 1);
        if (hash >= 0 && (hash == 0 || text.charAt(hash - 1) != '\\')) {
            int start = token.getStartIndex() + hash;
            problems.add(
                    Code.RB0106,
                    new Label(problems.source().span(start, start + 2), ""),
                    "a regular expression cannot be filled with `#{`",
                    "Every pattern is known and checked before anything runs.",
                    "Write the pattern in full, or \\#{ for the two characters themselves.");
        } else if (!flags.chars().allMatch(c -> c == 'i' || c == 'm' || c == 'x')
                || flags.chars().distinct().count() < flags.length()) {
            int start = token.getStopIndex() + 1 - flags.length();
            problems.add(
                    Code.RB0106,
                    new Label(problems.source().span(start, token.getStopIndex() + 1), ""),
                    "`" + TokenText.cut(flags) + "` are not flags of a regular expression",
                    "The flags are i (any case), m (a dot matches line ends too) and x (spaces and comments), each once.",
                    "Remove the others.");
        }
    }
}
