package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Label;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Pairs what opens a block with its `end`; where they do not pair, the indentation says which one is missing. */
final class Blocks {
    /** As deep as brackets may go, and for the same reason. */
    private static final int MOST_LEVELS = 100;

    private final List<LogicalLine> lines;
    private final SyntaxDiagnostics problems;
    private final Deque<OpenBlock> open = new ArrayDeque<>();
    private final Set<LogicalLine> heads = new HashSet<>();
    private final Set<LogicalLine> unended = new HashSet<>();
    private final Set<LogicalLine> surplusEnds = new HashSet<>();
    private boolean balanced;
    private int missing;
    private int surplus;
    /** Whether only what an indented body follows is taken for the head of a block, where that is in doubt. */
    private boolean onlyIndented;

    private Blocks(List<LogicalLine> lines, SyntaxDiagnostics problems) {
        this.lines = lines;
        this.problems = problems;
    }

    /** A block that is open: the word that began it and the column of its line. */
    private static final class OpenBlock {
        private final LogicalLine line;
        private final Token token;
        private final int indent;
        private Clauses clauses;

        private OpenBlock(LogicalLine line, Token token, Clauses clauses) {
            this.line = line;
            this.token = token;
            this.indent = line.indent();
            this.clauses = clauses;
        }

        private boolean isValue() {
            return clauses == Clauses.ANY && (token.getType() == IF || token.getType() == UNLESS);
        }
    }

    /**
     * Which lines begin and end blocks.
     *
     * @param tooDeep whether they are nested so deep that the file cannot be read any further
     * @param heads the lines that begin a block
     * @param unended those of them whose `end` is missing
     * @param surplus the lines with an `end` that closes nothing
     */
    record Structure(boolean tooDeep, Set<LogicalLine> heads, Set<LogicalLine> unended, Set<LogicalLine> surplus) {}

    /** Tells what is wrong with the blocks of a file. */
    static Structure check(List<LogicalLine> lines, SyntaxDiagnostics problems) {
        Blocks blocks = new Blocks(lines, problems);
        boolean read = blocks.run();
        return new Structure(!read, blocks.heads, blocks.unended, blocks.surplusEnds);
    }

    private boolean run() {
        if (!count()) {
            return false;
        }
        if (missing > 0) {
            onlyIndented = true;
            count();
        }
        balanced = missing == 0 && surplus == 0;
        for (int i = 0; i < lines.size(); i++) {
            walk(i);
        }
        while (!open.isEmpty()) {
            neverEnds(open.pop(), List.of());
        }
        return true;
    }

    /** Counts how many ends are missing or too many; false when blocks are nested too deep. */
    private boolean count() {
        missing = 0;
        surplus = 0;
        for (int i = 0; i < lines.size(); i++) {
            boolean opens = opener(i) != null;
            if (opens && ++missing > MOST_LEVELS) {
                tooDeep(lines.get(i));
                return false;
            }
            for (int ends = ends(lines.get(i), opens); ends > 0; ends--) {
                if (missing == 0) {
                    surplus++;
                } else {
                    missing--;
                }
            }
        }
        return true;
    }

    private void walk(int index) {
        LogicalLine line = lines.get(index);
        int first = line.first().getType();
        if (!open.isEmpty() && open.element().isValue()) {
            // What stands in an `if` that should be a value follows from that one mistake.
            line.spoil();
        }
        if (first != END && TokenSets.CLAUSE_WORDS.contains(first)) {
            clause(line);
        }
        Token opener = opener(index);
        if (opener != null) {
            boolean value = !opener.equals(line.first());
            open(line, opener, value ? Clauses.ANY : Clauses.of(opener));
        } else if (surplus > 0 && looksLikeHead(index)) {
            surplus--;
            noHead(line);
            open(line, line.first(), Clauses.ANY);
        }
        for (int ends = ends(line, opener != null); ends > 0; ends--) {
            end(line);
        }
    }

    private void open(LogicalLine line, Token opener, Clauses clauses) {
        open.push(new OpenBlock(line, opener, clauses));
        heads.add(line);
    }

    /** How many blocks a line ends; an `end` in the middle counts where the block begins on the same line. */
    static int ends(LogicalLine line, boolean opens) {
        if (!opens) {
            return line.first().getType() == END ? 1 : 0;
        }
        return (int) line.tokens().stream().filter(t -> t.getType() == END).count();
    }

    /** Whether a body follows a line, going by the indentation. */
    private boolean hasBody(int index) {
        if (index + 1 >= lines.size()) {
            return false;
        }
        LogicalLine next = lines.get(index + 1);
        int indent = lines.get(index).indent();
        return next.indent() > indent
                || (next.indent() == indent && next.first().getType() == END);
    }

    private boolean looksLikeHead(int index) {
        int first = lines.get(index).first().getType();
        return !TokenSets.CLAUSE_WORDS.contains(first)
                && index + 1 < lines.size()
                && lines.get(index + 1).indent() > lines.get(index).indent();
    }

    /** The word of a line that opens a block; null when none does. */
    private @Nullable Token opener(int index) {
        LogicalLine line = lines.get(index);
        Token first = line.first();
        int type = first.getType();
        if (type == IF || type == UNLESS || type == FOR) {
            return first;
        }
        if (TokenSets.BLOCK_WORDS.contains(type)) {
            // Without its `do` it may still have a body.
            return line.has(DO) || hasBody(index) ? first : null;
        }
        Token opener = RubyHabit.opensBlock(first) ? first : inside(line);
        return opener != null && onlyIndented && !hasBody(index) ? null : opener;
    }

    /** What opens a block although the line does not begin with it: `list.each do`, `x = if y`. */
    private static @Nullable Token inside(LogicalLine line) {
        Token before = line.first();
        for (Token token : line.tokens()) {
            boolean choice = token.getType() == IF || token.getType() == UNLESS;
            if (choice && TokenSets.GOES_ON_AFTER.contains(before.getType())) {
                return token;
            }
            if (token.getType() == DO) {
                return line.first();
            }
            before = token;
        }
        return null;
    }

    private void end(LogicalLine line) {
        Token end = line.first();
        if (open.isEmpty()) {
            tooMany(end, line);
            return;
        }
        boolean startsLine = end.getType() == END;
        if (balanced || !startsLine || open.element().indent == line.indent()) {
            open.pop();
            return;
        }
        if (open.stream().anyMatch(o -> o.indent == line.indent())) {
            List<OpenBlock> unended = new ArrayList<>();
            while (open.element().indent != line.indent()) {
                unended.add(open.pop());
            }
            OpenBlock closed = open.pop();
            unended.forEach(opening -> neverEnds(
                    opening,
                    List.of(new Label(problems.span(end), "this `end` is below line " + closed.token.getLine()))));
        } else if (surplus > 0) {
            surplus--;
            tooMany(end, line);
        } else {
            open.pop();
        }
    }

    private void neverEnds(OpenBlock opening, List<Label> others) {
        unended.add(opening.line);
        String word = TokenText.quoted(opening.token);
        problems.add(
                Code.RB0109,
                new Label(problems.span(opening.token), "it begins here"),
                others,
                "this " + word + " never ends",
                "Every block has an `end`, which is in the column where its line begins.",
                "Write `end` below its last statement, in column " + (opening.indent + 1) + ".");
    }

    private void tooMany(Token end, LogicalLine line) {
        surplusEnds.add(line);
        if (!line.bad()) {
            problems.add(
                    Code.RB0110,
                    end,
                    "this `end` closes nothing",
                    "Every block before it is closed already.",
                    "Remove it, or write the head of the block that it should end.");
            line.spoil();
        }
    }

    private void noHead(LogicalLine line) {
        if (!line.bad()) {
            line.spoil();
            problems.add(
                    Code.RB0111,
                    line.first(),
                    "a block follows this line, which does not begin one",
                    "A block begins with `step`, `if`, `unless`, `for` or another word of that kind.",
                    "Write the word that is missing, or remove the `end` of the block.");
        }
    }

    private void tooDeep(LogicalLine line) {
        problems.add(
                Code.RB0121,
                line.first(),
                "blocks are nested more than " + MOST_LEVELS + " deep here",
                "No runbook that a person reads needs that; the rest of the file was not looked at.",
                "Move the inner blocks to a `procedure`.");
    }

    private void clause(LogicalLine line) {
        if (line.bad()) {
            return;
        }
        Token word = line.first();
        OpenBlock around = open.peek();
        Clauses.ClauseCheck answer = around == null ? Clauses.OUTSIDE : around.clauses.answer(word);
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
                TokenText.quoted(word) + " is not allowed here",
                answer.why(),
                answer.fix());
    }
}
