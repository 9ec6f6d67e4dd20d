package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Label;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Says what is missing in a line that ends too early. */
record MissingPart(SyntaxDiagnostics problems, Token first, Token last, IntervalSet expected) {
    void tell() {
        int type = last.getType();
        if (TokenSets.SYMBOL_WORDS.contains(first.getType()) && last.equals(first)) {
            add(
                    Code.RB0113,
                    "a name",
                    "`" + first.getText() + "` is followed by a name.",
                    "Write `" + first.getText() + " :name`.");
        } else if (type == COMMA) {
            add(
                    Code.RB0113,
                    "a value",
                    "A comma comes before another value.",
                    "Write the value after the comma, or remove the comma.");
        } else if (type == DOT) {
            add(Code.RB0113, "a name", "A dot comes before the name of a field.", "Write the name, or remove the dot.");
        } else if (expected.contains(DO) && !missesValue()) {
            add(
                    Code.RB0111,
                    "`do`",
                    "The statements of a block go between `do` and `end`.",
                    first.getType() == FOR
                            ? "Write `do` at the end of the line."
                            : "Write `do` at the end of the line, and `end` below its last statement.");
        } else if (expected.contains(IN)) {
            add(Code.RB0113, "a list", "`for` goes through a list.", "Write `for name in list do`.");
        } else if (expected.contains(UNTIL)) {
            add(
                    Code.RB0113,
                    "`until` and a condition",
                    "A wait that has options waits for something.",
                    "Write `until CONDITION` after them, or give a pause as `wait 5.minutes`.");
        } else if (first.getType() == SET) {
            add(Code.RB0113, "a value", "`set` gives a parameter its value.", "Write `set :name, value`.");
        } else if (missesValue()) {
            add(Code.RB0113, "a value", why(), "Write the value at the end of the line.");
        } else {
            String wanted = TokenText.expected(expected);
            add(
                    Code.RB0113,
                    wanted.isEmpty() ? "something" : wanted,
                    "The line ends too early.",
                    "Write the rest of it.");
        }
    }

    private boolean missesValue() {
        int type = last.getType();
        return type == LABEL
                || last.equals(first)
                || type == IN
                || type == UNTIL
                || type == IF
                || type == UNLESS
                || TokenSets.GOES_ON_AFTER.contains(type);
    }

    private String why() {
        return switch (last.getType()) {
            case LABEL -> "An option has a value.";
            case IF, UNLESS, ELSIF, UNTIL -> TokenText.quoted(last) + " comes before a condition.";
            default -> TokenText.quoted(last) + " comes before a value.";
        };
    }

    private void add(Code code, String missing, String why, String fix) {
        problems.add(
                code,
                new Label(problems.span(last), "the line ends after this"),
                missing + " " + (missing.endsWith("condition") ? "are" : "is") + " missing after " + TokenText.of(last),
                why,
                fix);
    }
}
