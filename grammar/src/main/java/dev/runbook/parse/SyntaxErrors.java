package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Label;
import dev.runbook.diagnostic.Suggestion;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a line that could not be read, from the word where its reading got stuck. */
final class SyntaxErrors {
    private static final List<String> ITERATIONS = List.of("each", "map", "times", "each_with_index", "select", "upto");

    private final SyntaxDiagnostics problems;
    private final List<Token> line;
    private final Token first;
    private final Token at;
    private final @Nullable Token before;
    private final IntervalSet expected;

    private SyntaxErrors(SyntaxDiagnostics problems, List<Token> line, int index, IntervalSet expected) {
        this.problems = problems;
        this.line = line;
        this.first = line.getFirst();
        this.at = line.get(index);
        this.before = index > 0 ? line.get(index - 1) : null;
        this.expected = expected;
    }

    static void tell(SyntaxDiagnostics problems, List<Token> line, int index, IntervalSet expected) {
        // Whether a comma belongs to a list is decided by what follows it; the mistake is there and not at the comma.
        int at = Math.min(index, line.size() - 1);
        boolean comma = line.get(at).getType() == COMMA
                && at > 0
                && TokenSets.ENDS_VALUE.contains(line.get(at - 1).getType());
        int next = comma ? line.get(at + 1).getType() : LABEL;
        if (TokenSets.BEGINS_VALUE.contains(next) || next == LABEL) {
            new SyntaxErrors(problems, line, at, expected).tell();
        } else {
            new SyntaxErrors(problems, line, at + 1, new IntervalSet()).tell();
        }
    }

    private void tell() {
        int type = at.getType();
        if (before == null) {
            beginsNoStatement();
        } else if (endedBefore(before)) {
            missingLineBreak(before);
        } else if (type == NEWLINE || type == Token.EOF) {
            new MissingPart(problems, first, before, expected).tell();
        } else if (type == COMMA && line.indexOf(at) == 1 && line.stream().anyMatch(t -> t.getType() == ASSIGN)) {
            assignment(before);
        } else if (type == ASSIGN) {
            assignment(before);
        } else if (emptyInterpolation(before)) {
            problems.add(
                    Code.RB0113,
                    new Label(problems.source().span(before.getStopIndex() - 1, at.getStartIndex() + 1), ""),
                    "nothing is between `#{` and `}`",
                    "What is there is filled into the string.",
                    "Write a value, or remove both.");
        } else if (type == COMMA) {
            comma(before);
        } else if (type == BAR) {
            bar();
        } else if (!TokenSets.ENDS_VALUE.contains(before.getType())
                && !needsValue(before)
                && TokenSets.STANDS_BETWEEN.contains(type)) {
            problems.add(
                    Code.RB0113,
                    at,
                    "a value is missing before " + TokenText.quoted(at),
                    "It comes after a value.",
                    "Write the value, or remove " + TokenText.quoted(at) + ".");
        } else if (before.getType() == MAP_OPEN) {
            add(
                    "an entry of a map begins with its key",
                    "A map gives each value a key.",
                    "Write `{ key: value }` or `{ \"key\" => value }`.");
        } else if (type == DO) {
            block(before);
        } else if (type == AND || type == OR || type == NOT) {
            wordOperator();
        } else if (type == IF || type == UNLESS) {
            condition();
        } else if (before.equals(first) && TokenSets.STATEMENT_WORDS.contains(first.getType()) && firstPart()) {
            return;
        } else if (type == UNTIL && first.getType() == WAIT) {
            add(
                    "a pause has no `until`",
                    "What comes after `wait` is an amount of time, and then the line ends.",
                    "Write `wait up_to: 5.minutes until CONDITION`, with the name of the amount.");
        } else if (TokenSets.ENDS_VALUE.contains(before.getType())
                && (type == LABEL || TokenSets.BEGINS_VALUE.contains(type))) {
            sideBySide(before);
        } else if (before.getType() == COMMA && TokenSets.BEGINS_VALUE.contains(type) && expected.contains(LABEL)) {
            problems.add(
                    Code.RB0117,
                    at,
                    TokenText.of(at) + " has no name here",
                    "What comes here is given by name, as `name: value`.",
                    "Give it the name of an option, or remove it.");
        } else if (needsValue(before)) {
            problems.add(
                    Code.RB0113,
                    at,
                    "a value is missing between " + TokenText.quoted(before) + " and " + TokenText.of(at),
                    "`" + before.getText() + "` comes before a value.",
                    "Write the value, or remove one of the two.");
        } else {
            unexpected(before);
        }
    }

    private void add(String what, String why, String fix) {
        problems.add(Code.RB0101, at, what, why, fix);
    }

    private boolean emptyInterpolation(Token before) {
        boolean opens = before.getType() == TEXT_BEGIN || before.getType() == TEXT_MIDDLE;
        return opens && (at.getType() == TEXT_MIDDLE || at.getType() == TEXT_END);
    }

    private void comma(Token before) {
        if (needsValue(before) || !TokenSets.ENDS_VALUE.contains(before.getType())) {
            problems.add(
                    Code.RB0113,
                    at,
                    "a value is missing before the comma",
                    "A comma comes between two values.",
                    "Write the value, or remove the comma.");
        } else {
            add(
                    "a comma is not allowed here",
                    "Commas separate the arguments of a statement or an action.",
                    "Check that the line begins with its word, such as `assert`, and that the value before the comma is there.");
        }
    }

    private void bar() {
        if (first.getType() == PROCEDURE) {
            problems.add(
                    Code.RB0111,
                    at,
                    "`do` is missing before the bars",
                    "The names of a procedure come after its `do`.",
                    "Write `procedure :name do |a, b|`.");
        } else {
            problems.add(
                    Code.RB0112,
                    at,
                    "`|` is not part of the language",
                    "Conditions are joined by two of them.",
                    "Write `||`.");
        }
    }

    private static boolean needsValue(Token before) {
        return before.getType() == LABEL || TokenSets.GOES_ON_AFTER.contains(before.getType());
    }

    private void beginsNoStatement() {
        if (at.getType() == ASSIGN) {
            problems.add(Code.RB0113, at, "a name is missing before `=`", "`=` binds a name.", "Write `name = value`.");
            return;
        }
        add(
                "no statement begins with " + TokenText.of(at),
                "A statement begins with one of its own words, with an action or with a name that is bound.",
                at.getType() == LABEL
                        ? "Write the word or the action that takes this option before it."
                        : "Check the line before, or remove it.");
    }

    private boolean endedBefore(Token before) {
        int head = first.getType();
        boolean bars = before.getType() == BAR && head == PROCEDURE;
        return at.getType() != NEWLINE
                && (before.getType() == DO
                        || bars
                        || (before.equals(first) && (head == END || head == ELSE || head == ENSURE)))
                && !(before.getType() == DO && head == PROCEDURE && at.getType() == BAR);
    }

    private void missingLineBreak(Token before) {
        if (before.getType() == ELSE && at.getType() == IF) {
            problems.add(
                    Code.RB0112,
                    new Label(problems.span(before, at), ""),
                    "`else if` is not part of the language",
                    "A choice with several conditions has one `end`.",
                    "Write `elsif`.");
        } else if (at.getType() == BAR) {
            add(
                    "only a procedure takes names between bars",
                    "A step has no arguments: it reads the names around it.",
                    "Remove the bars, or write `procedure :name do |a, b|`.");
        } else {
            problems.add(
                    Code.RB0128,
                    at,
                    TokenText.of(at) + " is on the line of " + TokenText.quoted(before),
                    "After " + TokenText.quoted(before) + " the line ends.",
                    "Begin a new line for it.");
        }
    }

    private void assignment(Token before) {
        boolean head = first.getType() == IF || first.getType() == UNLESS || first.getType() == ELSIF;
        boolean condition =
                head || line.stream().anyMatch(t -> t.getType() == IF || t.getType() == UNLESS || t.getType() == UNTIL);
        if (before.equals(first) && before.getType() == CONSTANT) {
            problems.add(
                    Code.RB0120,
                    first,
                    TokenText.quoted(first) + " cannot be the name of a value",
                    "Names with a capital are failure classes.",
                    "Begin it with a small letter.");
        } else if (condition) {
            problems.add(
                    Code.RB0125,
                    at,
                    "a condition binds no name",
                    "`=` binds a name; it does not compare.",
                    "Write `==`.");
        } else {
            problems.add(
                    Code.RB0125,
                    at,
                    at.getType() == COMMA ? "two names cannot be bound at once" : "`=` is not allowed here",
                    "`=` binds one plain name, at the beginning of a line.",
                    "Write `name = value`; two values are compared by `==`.");
        }
    }

    private void block(Token before) {
        int head = first.getType();
        if (head == IF || head == UNLESS || head == ELSIF) {
            problems.add(
                    Code.RB0127,
                    at,
                    TokenText.quoted(first) + " has no `do`",
                    "A condition ends with its line.",
                    "Remove the `do`.");
            return;
        }
        if (before.equals(first) && TokenSets.BLOCK_WORDS.contains(head)) {
            boolean procedure = head == PROCEDURE;
            problems.add(
                    Code.RB0113,
                    at,
                    (procedure ? "a name" : "a title") + " is missing after " + TokenText.quoted(first),
                    procedure ? "It is performed by its name." : "A step is found by its title.",
                    "Write `" + first.getText() + (procedure ? " :name do`." : " \"Title\" do`."));
            return;
        }
        Optional<String> meant = first.getType() == NAME
                ? Suggestion.nearest(first.getText(), TokenSets.BLOCK_WORD_TEXTS)
                : Optional.empty();
        boolean iterates = line.stream().anyMatch(t -> t.getType() == NAME && ITERATIONS.contains(t.getText()));
        if (needsValue(before)) {
            problems.add(
                    Code.RB0113,
                    at,
                    "a value is missing after " + TokenText.quoted(before),
                    "`" + before.getText() + "` comes before a value.",
                    "Write the value, or remove it.");
            return;
        }
        problems.add(
                Code.RB0127,
                at,
                TokenText.quoted(first) + " cannot have a block",
                "Blocks belong to step, procedure, before, after, replace and for.",
                meant.map(word -> "Did you mean `" + word + "`?")
                        .orElse(iterates ? "Write `for x in list do`." : "Remove the `do` and its `end`."));
    }

    private void wordOperator() {
        String sign = switch (at.getType()) {
            case AND -> "&&";
            case OR -> "||";
            default -> "!";
        };
        problems.add(
                Code.RB0123,
                at,
                "`" + at.getText() + "` is not allowed inside a value",
                "The words bind weaker than `=` and commas, so they would cut the line in two.",
                "Write `" + sign + "`, or put parentheses around it.");
    }

    private void condition() {
        if (line.stream().anyMatch(t -> t.getType() == DO)) {
            problems.add(
                    Code.RB0101,
                    at,
                    "a block cannot have its condition here",
                    "Only a statement of one line has its condition after it.",
                    "Write it as an option, `" + at.getText() + ": given?(x)`, or put `" + at.getText()
                            + "` ... `end` around the block.");
        } else {
            add(
                    "a statement cannot have a second condition after it",
                    "One `if` or `unless` may follow a statement.",
                    "Join the conditions with `&&`.");
        }
    }

    /** What is wrong right after the first word of a statement; false when nothing special is. */
    private boolean firstPart() {
        String word = first.getText();
        if (at.getType() == CALL_OPEN) {
            add(
                    "`" + word + "` takes no parentheses",
                    "It is a statement, and its parts come after it.",
                    "Write them after a space, without the parentheses.");
            return true;
        }
        if (TokenSets.SYMBOL_WORDS.contains(first.getType()) && at.getType() != SYMBOL) {
            String name = at.getText().replaceAll("[^A-Za-z0-9_]", "");
            boolean usable = !name.isEmpty() && name.length() < 40 && !Character.isDigit(name.charAt(0));
            problems.add(
                    Code.RB0132,
                    at,
                    "the name after `" + word + "` must be a symbol",
                    "A name that is declared or looked up is written with a colon before it.",
                    usable ? "Write `:" + name + "`." : "Write `" + word + " :name`.");
            return true;
        }
        return false;
    }

    private void sideBySide(Token before) {
        int start = line.indexOf(before);
        while (start > 0 && line.get(start - 1).getLine() == at.getLine()) {
            start--;
        }
        Token joint = start > 0 ? line.get(start - 1) : first;
        if (start > 0 && joint.getType() == COMMA && at.getLine() > joint.getLine() && isCallee(start, before)) {
            commaTooMany(joint, line.get(start), before);
        } else if (at.getType() != LABEL && before.getType() == NAME && !before.equals(first) && isCall(before)) {
            needsParentheses(problems, before, at);
        } else {
            missingComma(problems, before, at);
        }
    }

    /** Whether a name before a value looks like a call rather than like a value before a forgotten comma. */
    private boolean isCall(Token name) {
        int index = line.indexOf(name);
        return name.getText().endsWith("?") || line.get(index - 1).getType() == DOT;
    }

    /** Whether only a name and its fields stand from one word to another. */
    private boolean isCallee(int start, Token last) {
        return line.subList(start, line.indexOf(last) + 1).stream()
                .allMatch(t -> t.getType() == NAME || t.getType() == DOT);
    }

    private void commaTooMany(Token comma, Token from, Token to) {
        problems.add(
                Code.RB0115,
                new Label(problems.span(from, to), "this line looks like a statement of its own"),
                List.of(new Label(problems.span(comma), "this comma takes the next line in")),
                "a line ends with a comma, but what follows does not belong to it",
                "A line that ends with a comma goes on in the next.",
                "Remove the comma, or write the call in the next line with parentheses.");
    }

    static void missingComma(SyntaxDiagnostics problems, Token before, Token at) {
        problems.add(
                Code.RB0114,
                new Label(problems.span(at), ""),
                "a comma is missing before " + TokenText.of(at),
                "Two values, or a value and an option, cannot be side by side.",
                "Write a comma after " + TokenText.quoted(before) + ", or an operator between the two.");
    }

    static void needsParentheses(SyntaxDiagnostics problems, Token name, Token at) {
        problems.add(
                Code.RB0124,
                new Label(problems.span(at), "its arguments begin here"),
                List.of(new Label(problems.span(name), "the call")),
                "the call of " + TokenText.quoted(name) + " needs parentheses here",
                "Without them it would be unclear where its arguments end.",
                "Write `" + TokenText.cut(name.getText()) + "(...)`.");
    }

    private void unexpected(Token before) {
        String wanted = TokenText.expected(expected);
        add(
                "unexpected " + TokenText.of(at),
                wanted.isEmpty()
                        ? "It cannot follow " + TokenText.of(before) + "."
                        : "After " + TokenText.of(before) + " comes " + wanted + ".",
                "Remove it, or write what should be there.");
    }
}
