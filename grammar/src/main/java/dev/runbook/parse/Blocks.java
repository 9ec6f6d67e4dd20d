package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Label;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Pairs what opens a block with its `end`; where they do not pair, the indentation says which one is missing. */
final class Blocks {
    /** As deep as brackets may go, and for the same reason. */
    private static final int MOST_LEVELS = 100;

    private final List<Line> lines;
    private final Problems problems;
    private final Deque<Opening> open = new ArrayDeque<>();
    private boolean balanced;
    private int surplus;

    private Blocks(List<Line> lines, Problems problems) {
        this.lines = lines;
        this.problems = problems;
    }

    /** A block that is open: the word that began it and the column of its line. */
    private static final class Opening {
        private final Token token;
        private final int indent;
        private Clauses clauses;

        private Opening(Token token, int indent, Clauses clauses) {
            this.token = token;
            this.indent = indent;
            this.clauses = clauses;
        }

        private boolean isValue() {
            return clauses == Clauses.ANY && (token.getType() == IF || token.getType() == UNLESS);
        }
    }

    /**
     * Tells what is wrong with the blocks of a file.
     *
     * @return false when they are nested so deep that the file cannot be read any further
     */
    static boolean check(List<Line> lines, Problems problems) {
        return new Blocks(lines, problems).run();
    }

    private boolean run() {
        int depth = 0;
        int closedTooEarly = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (opener(i) != null && ++depth > MOST_LEVELS) {
                tooDeep(lines.get(i));
                return false;
            }
            for (int ends = ends(lines.get(i)); ends > 0; ends--) {
                if (depth == 0) {
                    closedTooEarly++;
                } else {
                    depth--;
                }
            }
        }
        balanced = depth == 0 && closedTooEarly == 0;
        surplus = Math.max(0, closedTooEarly - depth);
        for (int i = 0; i < lines.size(); i++) {
            walk(i);
        }
        while (!open.isEmpty()) {
            neverEnds(open.pop(), List.of());
        }
        return true;
    }

    private void walk(int index) {
        Line line = lines.get(index);
        int first = line.first().getType();
        if (!open.isEmpty() && open.element().isValue()) {
            // What stands in an `if` that should be a value follows from that one mistake.
            line.spoil();
        }
        if (first != END && Vocab.CLAUSE_WORDS.contains(first)) {
            clause(line);
        }
        Token opener = opener(index);
        if (opener != null) {
            boolean value = !opener.equals(line.first());
            open.push(new Opening(opener, line.indent(), value ? Clauses.ANY : Clauses.of(opener)));
        }
        for (Token token : line.tokens()) {
            if (token.getType() == END) {
                end(token, line);
            }
        }
    }

    private static int ends(Line line) {
        int ends = 0;
        for (Token token : line.tokens()) {
            if (token.getType() == END) {
                ends++;
            }
        }
        return ends;
    }

    /** The word of a line that opens a block; null when none does. */
    private @Nullable Token opener(int index) {
        Line line = lines.get(index);
        Token first = line.first();
        int type = first.getType();
        if (type == IF || type == UNLESS || type == FOR || RubyHabit.opensBlock(first)) {
            return first;
        }
        if (Vocab.BLOCK_WORDS.contains(type)) {
            // Without its `do` it may still have a body: the indentation of the next line tells.
            boolean body = index + 1 < lines.size() && lines.get(index + 1).indent() > line.indent();
            return line.has(DO) || body ? first : null;
        }
        Token before = first;
        for (Token token : line.tokens()) {
            boolean choice = token.getType() == IF || token.getType() == UNLESS;
            boolean value = choice && Vocab.GOES_ON_AFTER.contains(before.getType());
            if (token.getType() == DO || value) {
                return token.getType() == DO ? first : token;
            }
            before = token;
        }
        return null;
    }

    private void end(Token end, Line line) {
        if (open.isEmpty()) {
            tooMany(end, line);
            return;
        }
        boolean startsLine = end.equals(line.first());
        if (balanced || !startsLine || open.element().indent == line.indent()) {
            open.pop();
            return;
        }
        if (open.stream().anyMatch(o -> o.indent == line.indent())) {
            List<Opening> unended = new ArrayList<>();
            while (open.element().indent != line.indent()) {
                unended.add(open.pop());
            }
            Opening closed = open.pop();
            unended.forEach(opening -> neverEnds(
                    opening,
                    List.of(new Label(problems.span(end), "this `end` stands below line " + closed.token.getLine()))));
        } else if (surplus > 0) {
            surplus--;
            tooMany(end, line);
        } else {
            open.pop();
        }
    }

    private void neverEnds(Opening opening, List<Label> others) {
        String word = Wording.quoted(opening.token);
        problems.add(
                Code.RB0109,
                new Label(problems.span(opening.token), "it begins here"),
                others,
                "this " + word + " never ends",
                "Every block has an `end`, which stands in the column where its line begins.",
                "Write `end` below its last statement, in column " + (opening.indent + 1) + ".");
    }

    private void tooMany(Token end, Line line) {
        if (!line.bad()) {
            problems.add(
                    Code.RB0110,
                    end,
                    "this `end` closes nothing",
                    "Every block before it is closed already.",
                    "Take it away, or write the head of the block that it should end.");
            line.spoil();
        }
    }

    private void tooDeep(Line line) {
        problems.add(
                Code.RB0121,
                line.first(),
                "blocks are nested more than " + MOST_LEVELS + " deep here",
                "No runbook that a person reads needs that; the rest of the file was not looked at.",
                "Move the inner blocks to a `procedure`.");
    }

    private void clause(Line line) {
        if (line.bad()) {
            return;
        }
        Token word = line.first();
        Opening around = open.peek();
        Clauses.Answer answer = around == null ? Clauses.OUTSIDE : around.clauses.answer(word);
        if (around != null) {
            around.clauses = around.clauses.after(word);
        }
        if (answer.fits()) {
            return;
        }
        line.spoil();
        List<Label> others =
                around == null ? List.of() : List.of(new Label(problems.span(around.token), "the block begins here"));
        problems.add(
                Code.RB0119,
                new Label(problems.span(word), ""),
                others,
                Wording.quoted(word) + " cannot stand here",
                answer.why(),
                answer.fix());
    }
}
