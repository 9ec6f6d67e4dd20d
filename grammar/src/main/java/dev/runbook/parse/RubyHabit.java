package dev.runbook.parse;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Something that Ruby has and the language does not.
 *
 * @param what what is said about it; {@code %s} is the word
 */
record RubyHabit(String what, String why, String fix) {

    static @Nullable RubyHabit of(Token token, List<Token> line, int next) {
        return null;
    }
}
