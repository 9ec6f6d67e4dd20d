package dev.runbook.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.runbook.Examples;
import dev.runbook.SyntaxDump;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.DiagnosticRenderer;
import dev.runbook.format.Formatter;
import dev.runbook.source.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the text, there is a tree or a mistake to tell, and the mistake can be drawn. */
class ParserFuzzTest {
    private static final int ROUNDS = 1000;
    private static final List<String> PIECES = List.of(
            "\"",
            "'",
            "/",
            "#{",
            "}",
            "{",
            "(",
            ")",
            "[",
            "]",
            "do",
            "end",
            "\n",
            " ",
            ",",
            ".",
            "|",
            "=",
            "=>",
            "&&",
            "if ",
            "unless ",
            "else\n",
            "rescue ",
            "ensure\n",
            "step ",
            "wait ",
            "until ",
            "x",
            "1",
            ":a",
            "a:",
            "\\",
            "#",
            "!",
            "-",
            "not ",
            "and ",
            "for ",
            "in ",
            "@a",
            "`",
            "%w[",
            "<<~A",
            "=begin\n",
            "\u00a0",
            "\ud83d\ude00",
            "\ud83d",
            "\0",
            "\r",
            "?",
            ";",
            "::",
            "..",
            "retry",
            "procedure :x do |a|\n",
            "helm.",
            "/x/g",
            "\"#{\"#{",
            "while x\n",
            "def x\n");

    static List<String> examples() {
        return Examples.ALL;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void brokenExamplesEndInATreeOrInMistakes(String name) {
        String text = Examples.read(name).text();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            StringBuilder broken = new StringBuilder(text);
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutate(broken, random);
            }
            check(Source.of(name + " with seed " + seed, broken.toString()));
        }
    }

    @Test
    void randomPiecesEndInATreeOrInMistakes() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            check(Source.of("pieces with seed " + seed, text.toString()));
        }
    }

    @Test
    void randomBytesEndInATextOrInMistakes() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            byte[] shown = new String(bytes, StandardCharsets.ISO_8859_1)
                    .replaceAll("[\\p{Cntrl}]", " ")
                    .getBytes(StandardCharsets.UTF_8);
            for (byte[] input : List.of(bytes, shown)) {
                switch (RunbookParser.decode("bytes with seed " + seed, input)) {
                    case DecodeResult.Valid(var source) -> check(source);
                    case DecodeResult.NotText(var diagnostics) -> draw(diagnostics);
                }
            }
        }
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(40)));
            case 2 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            default -> {
                int from = random.nextInt(text.length());
                text.insert(at, text.substring(from, Math.min(text.length(), from + random.nextInt(60))));
            }
        }
    }

    private static void check(Source source) {
        switch (RunbookParser.parse(source)) {
            case ParseResult.Broken(var diagnostics, var _) -> draw(diagnostics);
            case ParseResult.Tree(var tree) -> {
                String formatted = Formatter.format(tree);
                ParseResult again = RunbookParser.parse(Source.of(source.name() + ", formatted", formatted));
                if (!(again instanceof ParseResult.Tree(var second))) {
                    throw new AssertionError(source.text() + "\n=>\n" + formatted + "\n" + again);
                }
                assertEquals(SyntaxDump.of(tree), SyntaxDump.of(second), source.text());
                assertEquals(SyntaxDump.comments(tree), SyntaxDump.comments(second), source.text());
                assertEquals(formatted, Formatter.format(second), source.text());
            }
        }
    }

    private static void draw(List<Diagnostic> diagnostics) {
        assertFalse(diagnostics.isEmpty());
        String drawn = DiagnosticRenderer.of(true, 80).render(diagnostics);
        assertFalse(drawn.isEmpty());
        int last = -1;
        for (Diagnostic diagnostic : diagnostics) {
            assertFalse(diagnostic.primary().span().start() < last, "in the order of their places");
            last = diagnostic.primary().span().start();
        }
    }
}
