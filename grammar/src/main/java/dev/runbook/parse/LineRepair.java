package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import dev.runbook.source.Source;
import dev.runbook.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** Mends a line whose mistake is told, where the mistake is in one of its arguments: the others can be checked then. */
final class LineRepair {
    private static final int MOST_REPAIRS = 4;
    private static final Set<Integer> OPENING = Set.of(CALL_OPEN, GROUP_OPEN, LIST_OPEN, PICK_OPEN, MAP_OPEN);
    private static final Set<Integer> CLOSING = Set.of(GROUP_CLOSE, LIST_CLOSE, MAP_CLOSE);

    private final Source source;
    private final List<Token> words;
    private final boolean values;
    private final List<Span> lost = new ArrayList<>();

    private LineRepair(Source source, List<Token> words, boolean values) {
        this.source = source;
        this.values = values;
        this.words = new ArrayList<>(words);
    }

    /**
     * A line that can be read.
     *
     * @param lost what of the text is not in it any more
     */
    record Repaired(List<Token> tokens, List<Span> lost) {}

    /**
     * The line mended; empty when it cannot be read without one mistake more, or was not stuck anywhere.
     *
     * @param values whether a value of it is none, so that what is left of it may stand behind
     */
    static Optional<Repaired> of(List<Token> words, Source source, boolean values) {
        LineRepair repair = new LineRepair(source, words, values);
        for (int i = 0; i <= MOST_REPAIRS; i++) {
            switch (LineReader.line(repair.words)) {
                case LineReader.LineResult.Read<LineContext>(var rule) -> {
                    SyntaxDiagnostics anew = new SyntaxDiagnostics(source);
                    new SyntaxChecks(anew).walk(rule);
                    return i > 0 && anew.none()
                            ? Optional.of(new Repaired(List.copyOf(repair.words), List.copyOf(repair.lost)))
                            : Optional.empty();
                }
                case LineReader.LineResult.Stuck<LineContext>(var at, var index, var _) -> {
                    if (index < 1 || index >= repair.words.size() || !repair.mend(index)) {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Mends the place where the line could not be read on; false when nothing can be done there. */
    private boolean mend(int index) {
        Token at = words.get(index);
        Token before = words.get(index - 1);
        Token last = words.get(words.size() - 2);
        if (last.getType() == COMMA && (at.getType() == NEWLINE || at.equals(last))) {
            words.remove(words.size() - 2);
            return true;
        }
        if (isPlain(before) && (at.getType() == LABEL || isPlain(at))) {
            words.add(index, word(COMMA, at.getStartIndex(), at.getStartIndex() - 1, at));
            return true;
        }
        return values && replaceArgument(index);
    }

    /** Whether a word is a text; two of them side by side can only want a comma. */
    private static boolean isPlain(Token word) {
        return word.getType() == TEXT || word.getType() == TEXT_END || word.getType() == RAW_TEXT;
    }

    /** Puts one word that stands for any value in the place of the argument around a word. */
    private boolean replaceArgument(int index) {
        int from = beginning(index);
        int to = ending(Math.max(index, from));
        if (from < 1 || from >= to) {
            return false;
        }
        int start = words.get(from).getStartIndex();
        int stop = words.get(to - 1).getStopIndex();
        lost.add(source.span(start, Math.max(start, stop + 1)));
        Token like = words.get(from);
        words.subList(from, to).clear();
        words.add(from, word(UNREADABLE, start, stop, like));
        return true;
    }

    private int beginning(int index) {
        int depth = 0;
        for (int i = index - 1; i >= 0; i--) {
            int type = words.get(i).getType();
            if (CLOSING.contains(type)) {
                depth++;
            } else if (OPENING.contains(type) && depth-- == 0) {
                return i + 1;
            } else if (depth == 0 && (type == COMMA || type == LABEL || type == ASSIGN)) {
                return i + 1;
            }
        }
        return 0;
    }

    private int ending(int index) {
        int depth = 0;
        for (int i = index; i < words.size(); i++) {
            int type = words.get(i).getType();
            if (type == NEWLINE || (depth == 0 && (type == COMMA || type == DO || type == IF || type == UNLESS))) {
                return i;
            }
            if (OPENING.contains(type)) {
                depth++;
            } else if (CLOSING.contains(type) && depth-- == 0) {
                return i;
            }
        }
        return words.size();
    }

    private static Token word(int type, int start, int stop, Token like) {
        CommonToken word = new CommonToken(like);
        word.setType(type);
        word.setStartIndex(start);
        word.setStopIndex(stop);
        return word;
    }
}
