package dev.runbook.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runbook.Examples;
import dev.runbook.SyntaxDump;
import dev.runbook.golden.Golden;
import dev.runbook.parse.ParseResult;
import dev.runbook.parse.RunbookParser;
import dev.runbook.source.Source;
import dev.runbook.syntax.SyntaxTree;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormatterTest {
    static List<String> examples() {
        return Examples.ALL;
    }

    private static final Golden GOLDEN = Golden.of("golden/format");

    static Stream<String> layouts() {
        return GOLDEN.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsLaidOutAsItStands(String name) {
        Source source = Examples.read(name);
        assertEquals(source.text(), Formatter.format(tree(source)));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void layoutIsMended(String name) {
        SyntaxTree before = tree(Source.of("input.rb", GOLDEN.read(name, "input.rb")));
        String formatted = Formatter.format(before);
        GOLDEN.check(name, "expected.rb", formatted);
        SyntaxTree after = tree(Source.of("formatted.rb", formatted));
        assertEquals(SyntaxDump.of(before), SyntaxDump.of(after), "the tree is the same");
        assertEquals(SyntaxDump.comments(before), SyntaxDump.comments(after), "no comment is lost");
        assertEquals(formatted, Formatter.format(after), "formatting again changes nothing");
    }

    static SyntaxTree tree(Source source) {
        ParseResult parsed = RunbookParser.parse(source);
        return assertInstanceOf(ParseResult.Tree.class, parsed, parsed::toString)
                .tree();
    }
}
