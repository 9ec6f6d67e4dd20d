package dev.runbook.parse;

import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/** Runs the generated parser over words, and says where it could not go on. */
final class LineReader {
    private LineReader() {}

    /** What came of it: a parse tree, or the place of the first mistake. */
    sealed interface LineResult<T extends ParserRuleContext> {
        record Read<T extends ParserRuleContext>(T rule) implements LineResult<T> {}

        /**
         * @param index which word could not be read
         * @param expected the words that could stand there; empty when that is not known
         */
        record Stuck<T extends ParserRuleContext>(Token at, int index, IntervalSet expected) implements LineResult<T> {}
    }

    static LineResult<RunbookGrammarParser.RunbookContext> file(List<Token> all) {
        RunbookGrammarParser parser = parser(all);
        // The quick way reads nearly every file without a mistake; the thorough one has the last word.
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        try {
            return new LineResult.Read<>(parser.runbook());
        } catch (ParseCancellationException e) {
            parser = parser(all);
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
            try {
                return new LineResult.Read<>(parser.runbook());
            } catch (ParseCancellationException again) {
                return stuck(parser, again);
            }
        }
    }

    static LineResult<RunbookGrammarParser.LineContext> line(List<Token> line) {
        RunbookGrammarParser parser = parser(line);
        try {
            return new LineResult.Read<>(parser.line());
        } catch (ParseCancellationException e) {
            return stuck(parser, e);
        }
    }

    private static RunbookGrammarParser parser(List<Token> tokens) {
        RunbookGrammarParser parser = new RunbookGrammarParser(new CommonTokenStream(new ListTokenSource(tokens)));
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        return parser;
    }

    private static <T extends ParserRuleContext> LineResult<T> stuck(
            RunbookGrammarParser parser, ParseCancellationException e) {
        // The error strategy throws nothing else.
        RecognitionException cause = Objects.requireNonNull((RecognitionException) e.getCause());
        Token at = cause.getOffendingToken();
        // A decision that looked ahead knows what could begin it, not what could stand where it got stuck.
        boolean here = at.getTokenIndex() == parser.getCurrentToken().getTokenIndex();
        IntervalSet expected = here ? expected(cause) : null;
        return new LineResult.Stuck<>(at, at.getTokenIndex(), expected == null ? new IntervalSet() : expected);
    }

    private static @Nullable IntervalSet expected(RecognitionException cause) {
        return cause.getExpectedTokens();
    }
}
