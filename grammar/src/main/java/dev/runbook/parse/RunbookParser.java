package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Source;
import dev.runbook.syntax.SyntaxTree;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;

/**
 * Reads a source: a syntax tree, or every mistake that is in it.
 *
 * <p>A file without a mistake is read by the grammar as a whole. Any other is read line by line, so that one mistake
 * is told once and does not hide or bring forth others; then the lines that could be read are put together, so that
 * what they mean can be checked too.
 */
public final class RunbookParser {
    private RunbookParser() {}

    /**
     * Turns the bytes of a file into text that can be parsed.
     *
     * @param name the path as the user wrote it
     */
    public static DecodeResult decode(String name, byte[] bytes) {
        return Decoder.decode(name, bytes);
    }

    /** Reads a text; it ends for any text, and throws for none. */
    public static ParseResult parse(Source source) {
        SyntaxDiagnostics problems = new SyntaxDiagnostics(source);
        if (!Characters.check(source, problems)) {
            return broken(problems);
        }
        Tokenizer.Words words = Tokenizer.words(source);
        if (words.tooMany()) {
            tooMany(words.tokens().getLast(), problems);
            return broken(problems);
        }
        LogicalLines.Lines layout = LogicalLines.lines(words.tokens(), problems);
        if (layout.tooDeep()) {
            return broken(problems);
        }
        Blocks.Structure structure = Blocks.check(layout.lines(), problems);
        if (structure.tooDeep()) {
            return broken(problems);
        }
        if (problems.none()) {
            LineReader.LineResult<RunbookGrammarParser.RunbookContext> file = LineReader.file(tokens(layout.lines()));
            if (file instanceof LineReader.LineResult.Read<RunbookGrammarParser.RunbookContext>(var root)) {
                SyntaxDiagnostics ofFile = new SyntaxDiagnostics(source);
                new SyntaxChecks(ofFile).walk(root);
                if (ofFile.none()) {
                    return new ParseResult.Tree(tree(source, root, words));
                }
            }
            readLines(layout.lines(), problems);
            if (problems.none()
                    && file instanceof LineReader.LineResult.Stuck<RunbookGrammarParser.RunbookContext> stuck) {
                notAFile(stuck.at(), problems);
                return broken(problems);
            }
        } else {
            readLines(layout.lines(), problems);
        }
        ErrorRecovery recovery = new ErrorRecovery(problems, structure);
        return LineReader.file(recovery.tokens(layout.lines()))
                        instanceof LineReader.LineResult.Read<RunbookGrammarParser.RunbookContext>(var root)
                ? new ParseResult.Broken(problems.inOrder(), Optional.of(recovery.rest(tree(source, root, words))))
                : broken(problems);
    }

    private static ParseResult broken(SyntaxDiagnostics problems) {
        return new ParseResult.Broken(problems.inOrder(), Optional.empty());
    }

    private static SyntaxTree tree(Source source, RunbookGrammarParser.RunbookContext root, Tokenizer.Words words) {
        return new SyntaxTree(source, new TreeBuilder(source).statements(root.statement()), words.comments());
    }

    private static List<Token> tokens(List<LogicalLine> lines) {
        return lines.stream().flatMap(line -> line.tokens().stream()).toList();
    }

    /** Every word of the language, as its grammar has it. */
    public static List<String> words() {
        return IntStream.rangeClosed(1, RunbookGrammarParser.VOCABULARY.getMaxTokenType())
                .mapToObj(RunbookGrammarParser.VOCABULARY::getLiteralName)
                .filter(Objects::nonNull)
                .map(name -> name.replace("'", ""))
                .filter(name -> name.matches("[a-z_]+"))
                .sorted()
                .toList();
    }

    /** The words that a statement can begin with, so that "did you mean" knows them too. */
    public static List<String> statementWords() {
        return Stream.concat(
                        TokenSets.STATEMENT_WORDS.stream(),
                        Stream.of(
                                RunbookGrammarParser.RETRY,
                                RunbookGrammarParser.IF,
                                RunbookGrammarParser.UNLESS,
                                RunbookGrammarParser.FOR))
                .map(type ->
                        RunbookGrammarParser.VOCABULARY.getLiteralName(type).replace("'", ""))
                .sorted()
                .toList();
    }

    private static void readLines(List<LogicalLine> lines, SyntaxDiagnostics problems) {
        SyntaxChecks checks = new SyntaxChecks(problems);
        for (LogicalLine line : lines) {
            if (line.bad()) {
                continue;
            }
            switch (LineReader.line(line.tokens())) {
                case LineReader.LineResult.Read<RunbookGrammarParser.LineContext>(var rule) -> {
                    int before = problems.count();
                    checks.walk(rule);
                    if (problems.anySince(before, code -> code != Code.RB0118)) {
                        line.spoil();
                    }
                }
                case LineReader.LineResult.Stuck<RunbookGrammarParser.LineContext>(var at, var index, var expected) -> {
                    if (!problems.unseenBetween(line.first().getStartIndex(), line.end())) {
                        SyntaxErrors.tell(problems, line.tokens(), index, expected);
                    }
                    line.spoil();
                }
            }
        }
    }

    /** Every line can be read, but not where it stands. */
    private static void notAFile(Token at, SyntaxDiagnostics problems) {
        problems.add(
                Code.RB0101,
                at,
                TokenText.quoted(at) + " is not allowed here",
                "The lines of this file are well formed, but not in this order.",
                "Check the blocks around it.");
    }

    private static void tooMany(Token at, SyntaxDiagnostics problems) {
        problems.add(
                Code.RB0131,
                at,
                "the file has more than two million words",
                "A runbook is read as a whole, and this one would take more memory than it should.",
                "Check that this is a runbook; a long one can be split with `include`.");
    }
}
