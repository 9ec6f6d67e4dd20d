package dev.runbook.parse;

import dev.runbook.source.Source;
import dev.runbook.syntax.Comment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Cuts a source into words and comments, and knows which braces belong to the expressions inside texts. */
final class Tokenizer extends RunbookGrammarLexer {
    /** Enough for 200,000 lines; above it the memory that a parse takes is no longer reasonable. */
    private static final int MOST_TOKENS = 2_000_000;

    private final Source source;
    /** For each expression inside a text that is open: how many braces are open in it. */
    private final Deque<Integer> braces = new ArrayDeque<>();

    private final List<Token> tokens = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    /** The text of the last heredoc: what stands in it is no word of the runbook. */
    private int heredocStart = -1;

    private int heredocEnd = -1;
    private int heredocs;

    private Tokenizer(Source source) {
        super(new SourceChars(source));
        this.source = source;
        removeErrorListeners();
    }

    /**
     * @param tooMany whether the text has more words than are read; the rest of it was not looked at
     */
    record Words(List<Token> tokens, List<Comment> comments, boolean tooMany) {}

    static Words words(Source source) {
        Tokenizer lexing = new Tokenizer(source);
        boolean all = lexing.readAll();
        return new Words(lexing.tokens, lexing.comments, !all);
    }

    @Override
    boolean closesInterpolation() {
        Integer open = braces.peek();
        return open != null && open == 0;
    }

    private boolean readAll() {
        for (Token token = nextToken(); token.getType() != Token.EOF; token = nextToken()) {
            if (token.getStartIndex() > heredocStart && token.getStartIndex() < heredocEnd) {
                continue;
            }
            countBraces(token);
            switch (token.getType()) {
                case COMMENT -> comments.add(comment(token));
                case UNKNOWN -> {
                    // Some editors begin a file with a mark of its byte order, which is no character of the text.
                    if (token.getStartIndex() > 0 || source.text().charAt(0) != '\uFEFF') {
                        tokens.add(token);
                    }
                }
                case HEREDOC -> {
                    skipHeredoc(token);
                    tokens.add(token);
                }
                case NEWLINE -> {
                    if (!tokens.isEmpty() && tokens.getLast().getType() != NEWLINE) {
                        tokens.add(token);
                    }
                }
                default -> tokens.add(token);
            }
            if (tokens.size() > MOST_TOKENS) {
                return false;
            }
        }
        return true;
    }

    private void countBraces(Token token) {
        switch (token.getType()) {
            case TEXT_BEGIN -> braces.push(0);
            case TEXT_END, BROKEN_TEXT_REST -> braces.poll();
            case MAP_OPEN -> {
                if (!braces.isEmpty()) {
                    braces.push(braces.pop() + 1);
                }
            }
            case MAP_CLOSE -> {
                if (!braces.isEmpty()) {
                    braces.push(braces.pop() - 1);
                }
            }
            // A text ends on its line, whatever is open in it.
            case NEWLINE -> braces.clear();
            default -> {}
        }
    }

    private Comment comment(Token token) {
        int start = token.getStartIndex();
        int end = token.getStopIndex() + 1;
        boolean ownLine = tokens.isEmpty() || tokens.getLast().getType() == NEWLINE;
        return new Comment(source.span(start, end), ownLine);
    }

    private void skipHeredoc(Token token) {
        // Each search may read the whole rest, so their number is bounded.
        if (++heredocs > 100) {
            return;
        }
        String tag = token.getText().replaceAll("[^A-Za-z0-9_]", "");
        for (int number = token.getLine() + 1; number <= source.lineCount(); number++) {
            if (source.line(number).strip().equals(tag)) {
                heredocStart = source.offset(token.getLine() + 1) - 1;
                heredocEnd = source.offset(number) + source.line(number).length();
                return;
            }
        }
    }
}
