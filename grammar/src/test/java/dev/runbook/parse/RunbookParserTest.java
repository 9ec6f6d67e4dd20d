package dev.runbook.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runbook.Examples;
import dev.runbook.source.Source;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.SyntaxTree;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RunbookParserTest {
    @Test
    void readsTheMainRunbook() {
        SyntaxTree tree = tree("update-coder.rb");
        assertEquals(
                8,
                tree.statements().stream()
                        .filter(s -> s instanceof Statement.Param || s instanceof Statement.Secret)
                        .count());
        assertEquals(6, tree.comments().size());
    }

    @Test
    void readsASitesEdition() {
        assertEquals(7, tree("acme.rb").statements().size() - 1);
    }

    @Test
    void knowsTheWordsThatStatementsBeginWith() {
        assertEquals(
                "after assert before confirm extends fail finish for if in_namespace include manual note param perform"
                        + " procedure raise remove replace retry runbook secret set step try_again unless wait",
                String.join(" ", RunbookParser.statementWords()));
    }

    @Test
    void aMarkOfTheByteOrderIsNoPartOfTheText() {
        byte[] bytes = "\uFEFFrunbook \"A\"\n".getBytes(StandardCharsets.UTF_8);
        DecodeResult.Valid decoded = assertInstanceOf(DecodeResult.Valid.class, RunbookParser.decode("a.rb", bytes));
        assertEquals("runbook \"A\"\n", decoded.source().text());
        assertInstanceOf(ParseResult.Tree.class, RunbookParser.parse(Source.of("a.rb", "\uFEFFrunbook \"A\"\n")));
        assertInstanceOf(ParseResult.Broken.class, RunbookParser.parse(Source.of("a.rb", "runbook \uFEFF\"A\"\n")));
    }

    @Test
    void spansCountTheUnitsOfTheText() {
        Source source = Source.of("a.rb", "note \"\ud83d\ude80\" + x # \ud83d\ude80\nnote y\n");
        SyntaxTree tree = assertInstanceOf(ParseResult.Tree.class, RunbookParser.parse(source))
                .tree();
        assertEquals(
                "note \"\ud83d\ude80\" + x", tree.statements().get(0).span().text());
        assertEquals("# \ud83d\ude80", tree.comments().get(0).span().text());
        assertEquals("a.rb:2:1", tree.statements().get(1).span().place());
    }

    @Test
    void anEmptyFileIsAnEmptyTree() {
        ParseResult parsed = RunbookParser.parse(Source.of("a.rb", "\n  \n# nothing\n"));
        assertEquals(
                0,
                assertInstanceOf(ParseResult.Tree.class, parsed)
                        .tree()
                        .statements()
                        .size());
    }

    private static SyntaxTree tree(String name) {
        ParseResult parsed = RunbookParser.parse(Examples.read(name));
        return assertInstanceOf(ParseResult.Tree.class, parsed, () -> parsed.toString())
                .tree();
    }
}
