package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import org.antlr.v4.runtime.Token;

/** How messages call the words of a text. */
final class Wording {
    private static final int LONGEST = 40;

    private Wording() {}

    static String of(Token token) {
        return switch (token.getType()) {
            case NEWLINE, Token.EOF -> "the end of the line";
            case TEXT, RAW_TEXT, BROKEN_TEXT, BROKEN_RAW_TEXT -> "the text " + quoted(token);
            case TEXT_BEGIN, TEXT_MIDDLE, TEXT_END -> "a text";
            case NUMBER -> "the number " + quoted(token);
            case REGEX -> "the regular expression " + quoted(token);
            case SYMBOL -> "the symbol " + quoted(token);
            default -> quoted(token);
        };
    }

    static String quoted(Token token) {
        return "`" + cut(token.getText().strip()) + "`";
    }

    static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = LONGEST - 3;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "...";
    }
}
