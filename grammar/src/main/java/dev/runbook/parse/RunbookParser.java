package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Source;
import dev.runbook.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Reads a source: a syntax tree, or every mistake that is in it. */
public final class RunbookParser {
    private RunbookParser() {}

    public static Parsed parse(Source source) {
        Problems problems = new Problems(source);
        Lexing.Words words = Lexing.words(source);
        Layout.Lines layout = Layout.lines(words.tokens(), problems);
        if (!problems.none()) {
            return new Parsed.Broken(problems.inOrder());
        }
        List<Token> all = new ArrayList<>();
        layout.lines().forEach(line -> all.addAll(line.tokens()));
        RunbookGrammarParser parser = new RunbookGrammarParser(new CommonTokenStream(new ListTokenSource(all)));
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.LL);
        try {
            RunbookGrammarParser.RunbookContext root = parser.runbook();
            return new Parsed.Tree(
                    new SyntaxTree(source, new TreeBuilder(source).statements(root.statement()), words.comments()));
        } catch (ParseCancellationException e) {
            Token at =
                    e.getCause() instanceof RecognitionException r ? r.getOffendingToken() : parser.getCurrentToken();
            problems.add(Code.RB0101, at, "unexpected " + Wording.of(at), "", "");
            return new Parsed.Broken(problems.inOrder());
        }
    }
}
