package dev.runbook.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runbook.Examples;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.SyntaxTree;
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

    private static SyntaxTree tree(String name) {
        Parsed parsed = RunbookParser.parse(Examples.read(name));
        return assertInstanceOf(Parsed.Tree.class, parsed, () -> parsed.toString())
                .tree();
    }
}
