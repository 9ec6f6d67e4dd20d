package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** How messages call the words of a text. */
final class TokenText {
    private static final int LONGEST = 40;

    private TokenText() {}

    static String of(Token token) {
        return switch (token.getType()) {
            case NEWLINE, Token.EOF -> "the end of the line";
            case TEXT, RAW_TEXT, BROKEN_TEXT, BROKEN_RAW_TEXT -> "the string " + quoted(token);
            case TEXT_BEGIN -> "`#{`";
            case TEXT_MIDDLE, TEXT_END -> "`}`";
            case NUMBER -> "the number " + quoted(token);
            case REGEX -> "the regular expression " + quoted(token);
            case SYMBOL -> "the symbol " + quoted(token);
            default -> quoted(token);
        };
    }

    /** What could stand at a place, in a few words; empty when it is too much for one sentence. */
    static String expected(IntervalSet types) {
        List<String> words = new ArrayList<>();
        boolean value = types.contains(NUMBER) && types.contains(NAME);
        if (value) {
            words.add("a value");
        }
        for (int type : types.toList()) {
            if (!(value && TokenSets.BEGINS_VALUE.contains(type))) {
                String word = named(type);
                if (!words.contains(word)) {
                    words.add(word);
                }
            }
        }
        if (words.isEmpty() || words.size() > 4) {
            return "";
        }
        String last = words.removeLast();
        return words.isEmpty() ? last : String.join(", ", words) + " or " + last;
    }

    private static String named(int type) {
        return switch (type) {
            case NEWLINE, Token.EOF -> "the end of the line";
            case NAME -> "a name";
            case SYMBOL -> "a symbol";
            case LABEL -> "an option";
            case TEXT, TEXT_BEGIN, RAW_TEXT -> "a string";
            case CALL_OPEN -> "`(`";
            case PICK_OPEN -> "`[`";
            default ->
                VOCABULARY.getLiteralName(type) == null
                        ? VOCABULARY.getDisplayName(type)
                        : "`" + VOCABULARY.getLiteralName(type).replace("'", "") + "`";
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
