package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Label;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** Pairs the brackets of one line, and keeps its expressions to a depth that every later stage can walk. */
final class Brackets {
    /** Nobody reads deeper than this; the stages after this one call themselves once for each level. */
    static final int MOST_LEVELS = 100;

    /** Operators, dots and brackets that hold each other, counted together. */
    private static final int MOST_LINKS = 300;

    private static final Set<Integer> OPENING =
            Set.of(GROUP_OPEN, CALL_OPEN, LIST_OPEN, PICK_OPEN, MAP_OPEN, TEXT_BEGIN);
    private static final Set<Integer> LINKS = Set.of(
            DOT,
            SAFE_DOT,
            PLUS,
            MINUS,
            BANG,
            NOT,
            AND,
            OR,
            BOTH,
            EITHER,
            EQUAL,
            NOT_EQUAL,
            MATCHES,
            MATCHES_NOT,
            LESS,
            AT_MOST,
            GREATER,
            AT_LEAST);

    private final SyntaxDiagnostics problems;
    private final Deque<Token> open = new ArrayDeque<>();
    private final Deque<Integer> outerLinks = new ArrayDeque<>();
    private int links;
    private int allLinks;
    private boolean tooDeep;

    Brackets(SyntaxDiagnostics problems) {
        this.problems = problems;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    boolean tooDeep() {
        return tooDeep;
    }

    /** Whether the expression inside a text is open. */
    boolean inText() {
        return open.stream().anyMatch(t -> t.getType() == TEXT_BEGIN);
    }

    /**
     * Takes the next word.
     *
     * @param quiet whether a mistake of the line has been told already
     * @return whether a mistake was found
     */
    boolean see(Token token, boolean quiet) {
        int type = token.getType();
        if (OPENING.contains(type)) {
            return open(token);
        }
        if (LINKS.contains(type)) {
            links++;
            allLinks++;
            return checkDepth(token);
        }
        return switch (type) {
            case COMMA, TEXT_MIDDLE -> {
                resetLinks();
                yield false;
            }
            case GROUP_CLOSE, LIST_CLOSE, MAP_CLOSE, TEXT_END -> close(token, quiet);
            case BROKEN_TEXT_REST -> endText(quiet);
            case BROKEN_TEXT, BROKEN_RAW_TEXT -> brokenText(token, quiet);
            default -> false;
        };
    }

    private void resetLinks() {
        allLinks -= links;
        links = 0;
    }

    private boolean open(Token token) {
        open.push(token);
        outerLinks.push(links);
        links = 1;
        allLinks++;
        return checkDepth(token);
    }

    private void pop() {
        open.pop();
        allLinks -= links;
        links = outerLinks.pop();
    }

    private boolean checkDepth(Token token) {
        if (open.size() <= MOST_LEVELS && allLinks <= MOST_LINKS) {
            return false;
        }
        tooDeep = true;
        boolean levels = open.size() > MOST_LEVELS;
        problems.add(
                Code.RB0121,
                token,
                levels
                        ? "brackets are nested more than " + MOST_LEVELS + " deep here"
                        : "more than " + MOST_LINKS + " operators and brackets are chained here",
                "No runbook that a person reads needs that; the rest of the file was not looked at.",
                "Bind a part of it to a name on a line of its own.");
        return true;
    }

    private boolean close(Token token, boolean quiet) {
        if (open.isEmpty()) {
            if (!quiet) {
                problems.add(
                        Code.RB0108,
                        token,
                        "`" + token.getText() + "` closes nothing",
                        "No bracket is open here.",
                        "Remove it, or open the bracket that it should close.");
            }
            return true;
        }
        Token opener = open.peek();
        if (matches(opener, token)) {
            pop();
            return false;
        }
        if (!quiet) {
            problems.add(
                    Code.RB0108,
                    new Label(problems.span(token), "closes with `" + sign(token) + "`"),
                    List.of(new Label(problems.span(opener), "opens with `" + sign(opener) + "`")),
                    "`" + sign(token) + "` cannot close `" + sign(opener) + "`",
                    "Brackets close in the reverse order of how they open, each with its own kind.",
                    "Write `" + closing(opener) + "`, or close the inner bracket first.");
        }
        if (open.stream().anyMatch(o -> matches(o, token))) {
            while (!matches(open.element(), token)) {
                pop();
            }
            pop();
        } else {
            pop();
        }
        return true;
    }

    private static boolean matches(Token opener, Token closer) {
        return closing(opener).equals(closer.getType() == TEXT_END ? "\"" : closer.getText());
    }

    private static String closing(Token opener) {
        return switch (opener.getType()) {
            case GROUP_OPEN, CALL_OPEN -> ")";
            case LIST_OPEN, PICK_OPEN -> "]";
            case MAP_OPEN -> "}";
            default -> "\"";
        };
    }

    private static String sign(Token token) {
        return switch (token.getType()) {
            case TEXT_BEGIN -> "#{";
            case TEXT_END -> "}";
            default -> token.getText();
        };
    }

    /** The line ends, or its text does, while an expression inside a text is open. */
    boolean endText(boolean quiet) {
        Token begin = null;
        while (inText()) {
            Token token = open.element();
            if (token.getType() == TEXT_BEGIN) {
                begin = token;
            }
            pop();
        }
        if (begin != null && !quiet) {
            UnterminatedText.neverEnds(problems, begin);
        }
        return true;
    }

    private boolean brokenText(Token token, boolean quiet) {
        if (!inText() || token.getType() == BROKEN_RAW_TEXT) {
            // Told even if the line has a mistake already: that one most likely follows from the missing quote.
            UnterminatedText.neverEnds(problems, token);
            endText(true);
            return true;
        }
        Token begin =
                open.stream().filter(t -> t.getType() == TEXT_BEGIN).findFirst().orElseThrow();
        if (!quiet) {
            UnterminatedText.interpolationNeverEnds(problems, begin, token);
        }
        endText(true);
        return true;
    }

    /** Lets go of the last brackets, as far as they stand on one line of the text. */
    void forgetOpenedOn(int lineNumber) {
        while (!open.isEmpty() && open.element().getLine() == lineNumber) {
            pop();
        }
    }

    /** The line ends: nothing that follows can close what is still open. */
    boolean lineEnds(boolean quiet) {
        boolean any = !open.isEmpty();
        if (any && !quiet) {
            Token token = open.element();
            problems.add(
                    Code.RB0107,
                    token,
                    "it opens here",
                    "this `" + sign(token) + "` is never closed",
                    "What follows can only begin a new statement, and no statement begins inside a bracket.",
                    "Write the `" + closing(token) + "` where the bracket should end.");
        }
        open.clear();
        outerLinks.clear();
        links = 0;
        allLinks = 0;
        return any;
    }
}
