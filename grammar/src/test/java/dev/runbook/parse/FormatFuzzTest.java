package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runbook.Examples;
import dev.runbook.SyntaxDump;
import dev.runbook.format.Formatter;
import dev.runbook.source.Source;
import dev.runbook.syntax.SyntaxTree;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Examples whose spaces, line breaks and comments are changed at random say the same, and stay so when formatted. */
class FormatFuzzTest {
    private static final int ROUNDS = 150;
    private static final Set<Integer> OPENING = Set.of(GROUP_OPEN, LIST_OPEN, MAP_OPEN);
    private static final Set<Integer> CLOSING = Set.of(GROUP_CLOSE, LIST_CLOSE, MAP_CLOSE);
    private static final Set<Integer> BREAKS_AFTER = Set.of(
            COMMA,
            PLUS,
            EQUAL,
            NOT_EQUAL,
            BOTH,
            EITHER,
            AT_LEAST,
            AT_MOST,
            LESS,
            GREATER,
            MATCHES,
            MATCHES_NOT,
            AND,
            OR,
            ASSIGN);

    static List<String> examples() {
        return Examples.ALL;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void otherLayoutsOfOneTextAreOneTextAgain(String name) {
        Source original = Examples.read(name);
        String meaning = SyntaxDump.of(tree(original));
        for (int seed = 0; seed < ROUNDS; seed++) {
            String other = otherLayout(original, new Random(seed));
            SyntaxTree before = tree(Source.of(name + " with seed " + seed, other));
            assertEquals(meaning, SyntaxDump.of(before), other);
            String formatted = Formatter.format(before);
            SyntaxTree after = tree(Source.of(name + " formatted, with seed " + seed, formatted));
            assertEquals(meaning, SyntaxDump.of(after), other);
            assertEquals(SyntaxDump.comments(before), SyntaxDump.comments(after), other);
            assertEquals(formatted, Formatter.format(after), other);
        }
    }

    private static String otherLayout(Source source, Random random) {
        List<Token> tokens = Tokenizer.words(source).tokens();
        StringBuilder out = new StringBuilder();
        int end = 0;
        int brackets = 0;
        int texts = 0;
        Token before = null;
        for (Token token : tokens) {
            String between = source.text().substring(end, token.getStartIndex());
            boolean breaks = before != null
                    && texts == 0
                    && (BREAKS_AFTER.contains(before.getType()) || breaksInside(brackets, before, token));
            out.append(change(between, before, token, breaks, random));
            out.append(token.getType() == NEWLINE ? lineEnd(random, before) : token.getText());
            brackets += OPENING.contains(token.getType()) ? 1 : CLOSING.contains(token.getType()) ? -1 : 0;
            texts += token.getType() == TEXT_BEGIN ? 1 : token.getType() == TEXT_END ? -1 : 0;
            end = token.getStopIndex() + 1;
            before = token;
        }
        return out.append(source.text().substring(end)).toString();
    }

    /** Between brackets a line may break anywhere but where two words touch. */
    private static boolean breaksInside(int brackets, Token before, Token token) {
        return brackets > 0 && before.getType() != DOT && before.getStopIndex() + 1 != token.getStartIndex();
    }

    private static String change(String between, @Nullable Token before, Token token, boolean breaks, Random random) {
        if (between.contains("#") || before == null) {
            return between;
        }
        if (breaks && token.getType() != NEWLINE && random.nextInt(6) == 0) {
            String comment = random.nextInt(3) == 0 ? " # broken " + random.nextInt(10) : "";
            String own = random.nextInt(5) == 0 ? "\n   # own" : "";
            return between + comment + own + "\n" + " ".repeat(random.nextInt(8));
        }
        return between.isEmpty() || random.nextInt(3) > 0 ? between : between + " ".repeat(random.nextInt(3));
    }

    private static String lineEnd(Random random, @Nullable Token before) {
        return switch (random.nextInt(8)) {
            case 0 -> " # behind\n";
            case 1 -> "\n\n\n";
            case 2 -> "\n  # between\n";
            case 3 -> before != null && before.getType() == COMMA ? "\n" : "\n\n# apart\n\n";
            default -> "\n";
        };
    }

    private static SyntaxTree tree(Source source) {
        ParseResult parsed = RunbookParser.parse(source);
        return assertInstanceOf(ParseResult.Tree.class, parsed, () -> parsed + "\n" + source.text())
                .tree();
    }
}
