package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Suggestion;
import dev.runbook.source.Span;
import dev.runbook.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Puts a file with mistakes together so that the grammar can read it as a whole: a word of its own stands for each line
 * and each literal that could not be read, missing ends are written where the indentation wants them, and surplus ones
 * are left out.
 */
final class ErrorRecovery {
    /** What stands for one value, so that the line around it may be read. */
    private static final Set<Integer> VALUES = Set.of(
            NUMBER, NUMBER_WITH_UNIT, DECIMAL, REGEX, BACKTICKS, SIGIL_NAME, QUOTED_SYMBOL, PERCENT_LITERAL, TEXT);

    /** Mistakes after which nobody can say for certain which block a line belongs to. */
    private static final Set<Code> OF_BLOCKS = Set.of(Code.RB0109, Code.RB0110, Code.RB0111, Code.RB0119, Code.RB0127);

    private final SyntaxDiagnostics problems;
    private final Blocks.Structure structure;
    private final List<List<Token>> out = new ArrayList<>();
    private final List<Span> gaps = new ArrayList<>();
    private final List<Span> repairs = new ArrayList<>();
    private final Deque<RecoveredBlock> open = new ArrayDeque<>();
    private boolean headsInDoubt;
    /** Whether the line before could not be read and ends like one that goes on. */
    private boolean goesOn;
    /** Behind the last word that was taken over. */
    private int end;

    ErrorRecovery(SyntaxDiagnostics problems, Blocks.Structure structure) {
        this.problems = problems;
        this.structure = structure;
    }

    /** A block that is open: where its head is among the lines that are written, and which clauses may come in it. */
    private static final class RecoveredBlock {
        private final LogicalLine line;
        private final int written;
        private Clauses clauses;

        private RecoveredBlock(LogicalLine line, int written, Clauses clauses) {
            this.line = line;
            this.written = written;
            this.clauses = clauses;
        }
    }

    ParseResult.Rest rest(SyntaxTree tree) {
        return new ParseResult.Rest(tree, gaps, repairs, headsInDoubt || problems.any(ErrorRecovery::movesBlocks));
    }

    private static boolean movesBlocks(Diagnostic mistake) {
        return OF_BLOCKS.contains(mistake.code())
                || (mistake.code() == Code.RB0112
                        && !RubyHabit.keepsBlocks(mistake.primary().span().text()));
    }

    List<Token> tokens(List<LogicalLine> lines) {
        for (LogicalLine line : lines) {
            closeAbove(line);
            take(line);
            end = line.end();
            goesOn = line.bad() && TokenSets.GOES_ON_AFTER.contains(line.last().getType());
        }
        while (!open.isEmpty()) {
            close();
        }
        return out.stream().flatMap(List::stream).toList();
    }

    private void take(LogicalLine line) {
        int first = line.first().getType();
        boolean head = structure.heads().contains(line);
        int ends = Blocks.ends(line, head);
        if (structure.surplus().contains(line)) {
            gap(line);
        } else if (head && ends > 0) {
            // A block on one line.
            gap(line);
            headsInDoubt = true;
            out.add(List.of(unreadable(line), newline(line)));
            for (int i = 1; i < ends && !open.isEmpty(); i++) {
                close();
            }
        } else if (head) {
            head(line);
        } else if (first == END) {
            end(line);
        } else if (TokenSets.CLAUSE_WORDS.contains(first)) {
            clause(line);
        } else {
            out.add(readable(line).orElse(List.of(unreadable(line), newline(line))));
        }
    }

    /** The line as it stands, or without the literals that could not be read; empty when it cannot be read either way. */
    private Optional<List<Token>> readable(LogicalLine line) {
        List<Token> mended = new ArrayList<>(line.tokens().size());
        boolean changed = false;
        Token before = line.first();
        for (Token token : line.tokens()) {
            boolean wrong = VALUES.contains(token.getType()) && problems.anyIn(token) && wantsValue(before);
            changed |= wrong;
            mended.add(wrong ? word(UNREADABLE, token.getStartIndex(), token.getStopIndex(), token) : token);
            before = token;
        }
        if (!line.bad() && !changed && !followsFromMistake(line)) {
            return Optional.of(line.tokens());
        }
        Optional<LineRepair.Repaired> repaired =
                followsFromMistake(line) ? Optional.empty() : LineRepair.of(mended, problems.source(), changed);
        if (repaired.isPresent()) {
            gaps.addAll(repaired.get().lost());
            repairs.add(problems.source().span(line.start(), line.end()));
            return Optional.of(repaired.get().tokens());
        }
        gap(line);
        return changed && isRead(mended) ? Optional.of(mended) : Optional.empty();
    }

    private static boolean wantsValue(Token before) {
        return !TokenSets.ENDS_VALUE.contains(before.getType()) && before.getType() != DOT;
    }

    /** Whether a line may only be one because of a mistake: what a comma should have joined, an `if` too many. */
    private boolean followsFromMistake(LogicalLine line) {
        boolean choice = line.first().getType() == IF || line.first().getType() == UNLESS;
        return goesOn || (choice && structure.unended().contains(line));
    }

    private boolean isRead(List<Token> mended) {
        SyntaxDiagnostics anew = new SyntaxDiagnostics(problems.source());
        if (!(LineReader.line(mended) instanceof LineReader.LineResult.Read<LineContext>(var rule))) {
            return false;
        }
        new SyntaxChecks(anew).walk(rule);
        return anew.none();
    }

    private void head(LogicalLine line) {
        Token first = line.first();
        Token unreadable = unreadable(line);
        boolean choice = first.getType() == IF || first.getType() == UNLESS;
        List<Token> otherwise = choice
                ? List.of(first, unreadable, newline(line))
                : List.of(unreadable, word(DO, line.end(), line.end() - 1, first), newline(line));
        Optional<List<Token>> written = asMeant(line).or(() -> readable(line));
        boolean lost = written.isEmpty();
        headsInDoubt |= lost;
        Clauses clauses =
                choice || !lost ? Clauses.of(written.map(List::getFirst).orElse(first)) : Clauses.ANY;
        open.push(new RecoveredBlock(line, out.size(), clauses));
        out.add(written.orElse(otherwise));
    }

    /** The head of a block whose first word has a slip, as it was most likely meant. */
    private Optional<List<Token>> asMeant(LogicalLine line) {
        Token first = line.first();
        if (first.getType() != NAME) {
            return Optional.empty();
        }
        return Suggestion.nearest(first.getText(), TokenSets.BLOCK_WORD_TEXTS)
                .map(word -> {
                    List<Token> words = new ArrayList<>(line.tokens());
                    CommonToken meant = new CommonToken(first);
                    meant.setType(TokenSets.type(word));
                    meant.setText(word);
                    words.set(0, meant);
                    return words;
                })
                .filter(this::isRead);
    }

    private void clause(LogicalLine line) {
        Token word = line.first();
        RecoveredBlock around = open.peek();
        if (around != null && around.clauses == Clauses.ANY) {
            settle(around, word);
        }
        if (around == null || !around.clauses.answer(word).fits()) {
            gap(line);
            out.add(List.of(unreadable(line), newline(line)));
            return;
        }
        around.clauses = around.clauses.after(word);
        boolean bare = word.getType() == ELSE || word.getType() == ENSURE;
        out.add(readable(line)
                .orElse(bare ? List.of(word, newline(line)) : List.of(word, unreadable(line), newline(line))));
    }

    /** The first clause of a block whose head could not be read tells which kind of block it is. */
    private void settle(RecoveredBlock opening, Token clause) {
        if (clause.getType() == ELSE || clause.getType() == ELSIF) {
            Token head = opening.line.first();
            Token word = word(IF, head.getStartIndex(), head.getStartIndex() - 1, head);
            out.set(opening.written, List.of(word, unreadable(opening.line), newline(opening.line)));
            opening.clauses = Clauses.CHOICE;
        } else {
            opening.clauses = Clauses.BODY;
        }
    }

    private void end(LogicalLine line) {
        while (!open.isEmpty() && structure.unended().contains(open.element().line)) {
            close();
        }
        if (open.isEmpty()) {
            return;
        }
        open.pop();
        if (line.bad()) {
            gap(line);
        }
        out.add(List.of(line.first(), newline(line)));
    }

    /** Ends the blocks whose `end` is missing, where the indentation says that they are over. */
    private void closeAbove(LogicalLine line) {
        while (!open.isEmpty() && structure.unended().contains(open.element().line) && isOver(open.element(), line)) {
            close();
        }
    }

    private static boolean isOver(RecoveredBlock opening, LogicalLine line) {
        int indent = opening.line.indent();
        return line.indent() < indent
                || (line.indent() == indent
                        && !TokenSets.CLAUSE_WORDS.contains(line.first().getType()));
    }

    private void close() {
        LogicalLine line = open.pop().line;
        out.add(List.of(word(END, end, end - 1, line.first()), word(NEWLINE, end, end - 1, line.first())));
    }

    private void gap(LogicalLine line) {
        String text = problems.source().text();
        int lineEnd = text.indexOf('\n', line.end());
        gaps.add(problems.source().span(line.start(), lineEnd < 0 ? text.length() : lineEnd));
    }

    private static Token unreadable(LogicalLine line) {
        return word(UNREADABLE, line.start(), line.end() - 1, line.first());
    }

    private static Token newline(LogicalLine line) {
        return line.tokens().getLast();
    }

    private static Token word(int type, int start, int stop, Token like) {
        CommonToken word = new CommonToken(like);
        word.setType(type);
        word.setStartIndex(start);
        word.setStopIndex(stop);
        return word;
    }
}
