package dev.runbook.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Examples;
import dev.runbook.SyntaxDump;
import dev.runbook.format.Formatter;
import dev.runbook.source.Source;
import dev.runbook.syntax.SyntaxTree;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;

/** Wherever a comment or a line break can stand, formatting keeps the tree and the comments, and twice is once. */
class CommentFuzzTest {
    /** How many texts are tried; by hand, many more. */
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 1500);

    private static final List<String> BETWEEN = List.of(
            " # a\n",
            "\n# b\n",
            "\n\n",
            "\n",
            " # c\n\n  # d\n",
            "  ",
            " # e\n# f\n\n\n# g\n",
            "\n   # h\n",
            "#i\n",
            ",",
            " # \u00e4\u2026\n",
            ", # j\n");
    private static final List<Source> SEEDS = Stream.concat(
                    Stream.of("odd-comments.rb", "every-construct.rb", "acme.rb")
                            .map(Examples::read),
                    Stream.of("comments", "comments-everywhere").map(Examples::formatted))
            .toList();

    @Test
    void commentsAnywhereAreKeptInTheirOrder() {
        int read = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String text = changed(SEEDS.get(random.nextInt(SEEDS.size())), random);
            Source source = Source.of("text of seed " + seed, text);
            if (RunbookParser.parse(source) instanceof ParseResult.Tree(var tree)) {
                read++;
                check(tree);
            }
        }
        System.getLogger("fuzz").log(System.Logger.Level.DEBUG, read + " of " + ROUNDS + " were formatted");
        assertTrue(read * 10 > ROUNDS, read + " of " + ROUNDS);
    }

    private static void check(SyntaxTree tree) {
        String text = tree.source().text();
        String formatted = Formatter.format(tree);
        ParseResult again =
                RunbookParser.parse(Source.of("formatted, " + tree.source().name(), formatted));
        SyntaxTree after = assertInstanceOf(
                        ParseResult.Tree.class, again, () -> text + "\n=>\n" + formatted + "\n" + again)
                .tree();
        assertEquals(SyntaxDump.of(tree), SyntaxDump.of(after), () -> text + "\n=>\n" + formatted);
        assertEquals(SyntaxDump.comments(tree), SyntaxDump.comments(after), () -> text + "\n=>\n" + formatted);
        assertEquals(formatted, Formatter.format(after), () -> text);
        assertEquals(formatted, Formatter.formatSafely(tree).orElseThrow());
    }

    /** A piece of a text, of a few statements, with something written between some of its words. */
    private static String changed(Source source, Random random) {
        List<Token> tokens = Tokenizer.words(source).tokens();
        StringBuilder out = new StringBuilder();
        int often = 4 + random.nextInt(40);
        int end = 0;
        for (Token token : tokens) {
            out.append(source.text(), end, token.getStartIndex());
            if (random.nextInt(often) == 0) {
                out.append(BETWEEN.get(random.nextInt(BETWEEN.size())));
            }
            boolean left = random.nextInt(200) == 0;
            out.append(left ? "" : token.getText());
            end = token.getStopIndex() + 1;
        }
        return piece(out.append(source.text().substring(end)).toString(), random);
    }

    private static String piece(String text, Random random) {
        List<String> lines = text.lines().toList();
        int from = random.nextInt(lines.size());
        int to = Math.min(lines.size(), from + 1 + random.nextInt(12));
        return String.join("\n", lines.subList(from, to)) + "\n";
    }
}
