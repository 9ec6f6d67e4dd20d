package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Label;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Finds words and signs that the language does not have. */
final class ForeignSyntax {
    /** Each of these is only told once: what opened them was told, and they follow from it. */
    private static final Set<String> PARTS = Set.of("case", "when", "try", "catch", "except", "finally");

    private final SyntaxDiagnostics problems;
    private final Set<String> told = new HashSet<>();

    ForeignSyntax(SyntaxDiagnostics problems) {
        this.problems = problems;
    }

    /**
     * Says what is wrong with a word, if it is not of the language.
     *
     * @param line what stands before it in its line
     * @param next the type of the word after it
     */
    boolean tell(Token token, List<Token> line, int next) {
        Token before = line.isEmpty() ? null : line.getLast();
        RubyHabit habit = RubyHabit.of(token, before, next);
        if (habit != null) {
            String text = token.getText();
            boolean part = PARTS.contains(text);
            if (!part || (!told.contains(text) && !(text.equals("when") && told.contains("case")))) {
                problems.add(
                        habit.code(),
                        new Label(problems.firstLine(token), ""),
                        habit.what().formatted(TokenText.quoted(token)),
                        habit.why(),
                        habit.fix());
            }
            told.add(text);
            return true;
        }
        return switch (token.getType()) {
            case UNKNOWN -> unknown(token);
            case DECIMAL -> decimal(token);
            case NUMBER_WITH_UNIT -> unit(token);
            case BROKEN_REGEX -> regex(token, before);
            case IF, UNLESS -> before != null && choice(token, before);
            default -> false;
        };
    }

    private boolean choice(Token token, Token before) {
        boolean value = TokenSets.GOES_ON_AFTER.contains(before.getType());
        if (value) {
            problems.add(
                    Code.RB0112,
                    token,
                    TokenText.quoted(token) + " has no value in this language",
                    "A choice is a statement.",
                    "Write the whole statement in both arms of an `if` ... `else` ... `end`.");
        }
        return value;
    }

    private boolean decimal(Token token) {
        problems.add(
                Code.RB0116,
                token,
                "the number " + TokenText.quoted(token) + " has a fraction",
                "Numbers are whole.",
                "Use a smaller unit, such as 90.seconds for a minute and a half; a version is a string: \""
                        + TokenText.cut(token.getText()) + "\".");
        return true;
    }

    private boolean unit(Token token) {
        String text = token.getText();
        int letters = 0;
        while (letters < text.length() && !Character.isLetter(text.charAt(letters))) {
            letters++;
        }
        String unit = switch (text.substring(letters)) {
            case "s", "sec", "secs", "second", "seconds" -> "seconds";
            case "m", "min", "mins", "minute", "minutes" -> "minutes";
            case "h", "hr", "hour", "hours" -> "hours";
            case "d", "day", "days" -> "days";
            default -> "";
        };
        problems.add(
                Code.RB0116,
                token,
                TokenText.quoted(token) + " is neither a number nor a name",
                "A number is made of digits; its unit comes after a dot.",
                unit.isEmpty()
                        ? "Write a string if it is a name, or a unit such as 10.minutes."
                        : "Write " + TokenText.cut(text.substring(0, letters)) + "." + unit + ".");
        return true;
    }

    private boolean regex(Token token, @Nullable Token before) {
        int start = token.getStartIndex();
        boolean division = before != null && TokenSets.ENDS_VALUE.contains(before.getType());
        problems.add(
                Code.RB0105,
                new Label(problems.source().span(start, start + 1), "it begins here"),
                "this regular expression never ends",
                division
                        ? "A slash begins a regular expression; the language does not divide."
                        : "A regular expression ends on the line that it begins on.",
                division
                        ? "Write the result, or a smaller unit."
                        : "Write the closing `/`; a slash inside it is written \\/.");
        return true;
    }

    private boolean unknown(Token token) {
        int c = problems.source().text().codePointAt(token.getStartIndex());
        String shown = "`" + Character.toString(c) + "`";
        String number = "U+%04X".formatted(c);
        String what;
        String fix;
        switch (c) {
            case '\u201c', '\u201d', '\u201e', '\u2018', '\u2019', '\u00ab', '\u00bb' -> {
                what = "the curly quote " + shown + " (" + number + ") quotes nothing";
                fix = "Write a straight quote; word processors and chats turn them when text is copied.";
            }
            case '\u2013', '\u2014', '\u2212' -> {
                what = "the dash " + shown + " (" + number + ") is not a minus sign";
                fix = "Write `-`; word processors and chats turn it when text is copied.";
            }
            case '\u00a0', '\u202f', '\u3000', '\u2003', '\u2002', '\u200b', '\u2060', '\u200d', '\ufeff' -> {
                what = "the invisible character " + number + " is not a space";
                fix = "Type the space again; it was copied from a document or a web page.";
            }
            case '\\' -> {
                what = "a backslash outside a string means nothing";
                fix = "A line goes on when it ends in a comma, an operator or an open bracket.";
            }
            default -> {
                boolean letter = Character.isLetter(c);
                what = (letter ? "the letter " : "the character ") + shown + " (" + number + ") is not allowed here";
                fix = letter
                        ? "Write names with the letters a to z, digits and `_`."
                        : "If it is text, put it in quotes.";
            }
        }
        int start = token.getStartIndex();
        problems.add(
                Code.RB0102,
                new Label(problems.source().span(start, start + Character.charCount(c)), ""),
                what,
                "Outside strings and comments a runbook is written in plain ASCII.",
                fix);
        return true;
    }
}
