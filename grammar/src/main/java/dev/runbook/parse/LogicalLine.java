package dev.runbook.parse;

import java.util.List;
import org.antlr.v4.runtime.Token;

/** The words of one statement, or of one line that opens or closes a block, with the NEWLINE that ends them. */
final class LogicalLine {
    private final List<Token> tokens;
    private boolean bad;

    LogicalLine(List<Token> tokens, boolean bad) {
        this.tokens = List.copyOf(tokens);
        this.bad = bad;
    }

    List<Token> tokens() {
        return tokens;
    }

    Token first() {
        return tokens.getFirst();
    }

    /** The last word, before the NEWLINE. */
    Token last() {
        return tokens.get(tokens.size() - 2);
    }

    int indent() {
        return first().getCharPositionInLine();
    }

    boolean has(int type) {
        return tokens.stream().anyMatch(t -> t.getType() == type);
    }

    /** Whether a mistake of this line has been told; one is enough, what follows from it is noise. */
    boolean bad() {
        return bad;
    }

    /** Where it stands in the text, without what ends it. */
    int start() {
        return first().getStartIndex();
    }

    int end() {
        return last().getStopIndex() + 1;
    }

    void spoil() {
        bad = true;
    }
}
