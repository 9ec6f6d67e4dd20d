package dev.runbook.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runbook.SyntaxDump;
import dev.runbook.format.Formatter;
import dev.runbook.golden.Golden;
import dev.runbook.source.Source;
import dev.runbook.syntax.SyntaxTree;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole tree of each construct. */
class TreesGoldenTest {
    private static final Golden GOLDEN = Golden.of("golden/trees");

    static Stream<String> cases() {
        return GOLDEN.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theTreeSaysWhatTheTextSays(String name) {
        SyntaxTree tree = tree(Source.of("input.rb", GOLDEN.read(name, "input.rb")));
        GOLDEN.check(name, "expected.txt", SyntaxDump.of(tree));
        SyntaxTree printed = tree(Source.of("printed.rb", Formatter.format(tree)));
        assertEquals(SyntaxDump.of(tree), SyntaxDump.of(printed), "printing and reading again gives the same tree");
    }

    private static SyntaxTree tree(Source source) {
        ParseResult parsed = RunbookParser.parse(source);
        return assertInstanceOf(ParseResult.Tree.class, parsed, parsed::toString)
                .tree();
    }
}
