package dev.runbook.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.DiagnosticRenderer;
import dev.runbook.format.Formatter;
import dev.runbook.source.Source;
import dev.runbook.syntax.SyntaxTree;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No text takes the parser more than a few seconds, a deep stack or much memory. */
class BoundsTest {
    /** Far above what any of these takes, and far below what a quadratic time would. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final int MILLION = 1_000_000;

    @ParameterizedTest
    @CsvSource(textBlock = """
                    (,              RB0121
                    'x = [',        RB0121
                    '{',            RB0121
                    'f(',           RB0121
                    '!',            RB0121
                    'not ',         RB0121
                    'x.',           RB0121
                    '- ',           RB0121
                    'a + ',         RB0121
                    '"#{',          RB0121
                    '"',            RB0114
                    '/ ',           RB0114
                    '%w[',          RB0112
                    ',',            RB0101
                    ')',            RB0108
                    '\\',           RB0102
                    """)
    void aMillionOfOneThingIsOneMistake(String piece, Code code) {
        List<Diagnostic> diagnostics = broken(piece.repeat(MILLION / piece.length()));
        assertEquals(List.of(code), diagnostics.stream().map(Diagnostic::code).toList());
        assertTrue(DiagnosticRenderer.plain().render(diagnostics).length() < 2000);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    'if a~',             RB0121
                    'step "a" do~',      RB0121
                    'end~',              RB0110
                    'x = <<~A~',         RB0112
                    '=begin~',           RB0112
                    '"~',                RB0103
                    'helm.upgrade a b~', RB0114
                    'foo(~',             RB0121
                    """)
    void aHundredThousandLinesOfOneMistakeEnd(String line, Code code) {
        String text = line.substring(0, line.length() - 1) + "\n";
        assertEquals(code, broken(text.repeat(100_000)).getFirst().code());
    }

    @Test
    void manyMistakesAreCutOffAtFiveHundred() {
        assertEquals(500, broken("note \"" + "\\q".repeat(MILLION) + "\"").size());
    }

    @Test
    void anOpenBracketWithAMillionEmptyLinesEnds() {
        assertEquals(
                Code.RB0107, broken("x = (" + "\n".repeat(MILLION)).getFirst().code());
    }

    @Test
    void aMistakeInALineOfAMegabyteIsShownWithWhatIsAroundIt() {
        String drawn = DiagnosticRenderer.plain().render(broken("note \"" + "a".repeat(MILLION) + "\" b"));
        assertTrue(drawn.contains("...aaaa") && drawn.contains("a\" b\n"), drawn);
        assertTrue(drawn.length() < 2000);
    }

    @Test
    void aHundredThousandLinesAreReadAndPrinted() {
        StringBuilder text = new StringBuilder("runbook \"Big\"\n\n");
        for (int i = 0; i < 14_300; i++) {
            text.append("""
                step "Step %d", id: "s%d", if: given?(version) do
                  current = helm.release(release, namespace: "a")
                  helm.upgrade release, chart, version: target.version, values: values,
                               install: true, atomic: true, wait: true, timeout: 10.minutes
                  assert current.version.minor + 1 >= 3, "#{current.version} skips" if a && b
                end

                """.formatted(i, i));
        }
        String trimmed = text.toString().stripTrailing() + "\n";
        SyntaxTree tree = tree(trimmed);
        assertTrue(tree.source().lineCount() > 100_000);
        assertEquals(14_301, tree.statements().size());
        assertEquals(trimmed, Formatter.format(tree));
    }

    @Test
    void whatIsNestedAsDeepAsAllowedIsReadAndPrinted() {
        String blocks =
                "if a\n".repeat(100) + "x = " + "f(".repeat(99) + "a" + ")".repeat(99) + "\n" + "end\n".repeat(100);
        String chain = "y = " + "a && ".repeat(149) + "b" + ".c".repeat(149) + "\n";
        SyntaxTree tree = tree(blocks + chain);
        String printed = Formatter.format(tree);
        assertEquals(printed, Formatter.format(tree(printed)));
    }

    @Test
    void theDepthOfOneLineDoesNotAddToThatOfTheNext() {
        tree("x.y.z\n".repeat(1000));
        tree("note \"" + "#{a.b}".repeat(1000) + "\"\n");
    }

    @Test
    void aFileAboveTheLimitIsRefused() {
        byte[] bytes = "x".repeat(Decoder.MOST_BYTES + 1).getBytes(StandardCharsets.UTF_8);
        DecodeResult.NotText refused =
                assertInstanceOf(DecodeResult.NotText.class, RunbookParser.decode("big.rb", bytes));
        assertEquals("""
                error[RB0131]: the file has 8388609 bytes
                 --> big.rb:1:1
                  |
                1 |
                  | ^
                  |
                  = why: A runbook has at most 8388608 bytes (8 MiB).
                  = fix: Check that this is a runbook; a long one can be split with `include`.
                  = more: runbook explain RB0131
                """, DiagnosticRenderer.plain().render(refused.diagnostics()));
    }

    @Test
    void aFileWithTooManyWordsIsRefused() {
        assertEquals(Code.RB0131, broken(",".repeat(4 * MILLION)).getFirst().code());
    }

    private static List<Diagnostic> broken(String text) {
        return assertTimeout(
                LIMIT,
                () -> assertInstanceOf(ParseResult.Broken.class, RunbookParser.parse(Source.of("input.rb", text)))
                        .diagnostics());
    }

    private static SyntaxTree tree(String text) {
        return assertTimeout(LIMIT, () -> {
            ParseResult parsed = RunbookParser.parse(Source.of("input.rb", text));
            return assertInstanceOf(
                            ParseResult.Tree.class,
                            parsed,
                            () -> parsed.toString().substring(0, 2000))
                    .tree();
        });
    }
}
