package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import dev.runbook.diagnostic.Code;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Finds words and signs that the language does not have, most of them habits from Ruby. */
final class Foreign {
    private final Problems problems;

    Foreign(Problems problems) {
        this.problems = problems;
    }

    /**
     * Says what is wrong with a word, if it is not of the language.
     *
     * @param line what stands before it in its line
     * @param next the type of the word after it
     */
    boolean tell(Token token, List<Token> line, int next) {
        RubyHabit habit = RubyHabit.of(token, line, next);
        if (habit != null) {
            problems.add(Code.RB0101, token, habit.what().formatted(Wording.quoted(token)), habit.why(), habit.fix());
            return true;
        }
        return false;
    }
}
