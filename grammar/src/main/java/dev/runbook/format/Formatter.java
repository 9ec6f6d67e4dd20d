package dev.runbook.format;

import dev.runbook.parse.ParseResult;
import dev.runbook.parse.RunbookParser;
import dev.runbook.source.Source;
import dev.runbook.syntax.SyntaxTree;
import java.util.Optional;

/**
 * The one layout of runbooks.
 *
 * <p>Two spaces for each level; lines break inside arguments where their writer broke them, and go on below the first
 * argument; neighbouring declarations, bindings and comments at the end of lines share their columns; no two empty
 * lines follow each other, and none stands after the head of a block or before its end. Every comment is kept.
 */
public final class Formatter {
    private Formatter() {}

    /** The text of a tree, with a line feed at the end of each line; formatting it again changes nothing. */
    public static String format(SyntaxTree tree) {
        PrintBuffer page = new PrintBuffer();
        CommentQueue comments = new CommentQueue(tree.source(), tree.comments());
        int length = tree.source().text().length();
        new StatementPrinter(page, comments).body(tree.statements(), 0, length + 1, 0);
        return page.text();
    }

    /**
     * The text of a tree, looked at once more before anybody's file is replaced by it.
     *
     * @return empty when it would not be read as the same runbook with the same comments
     */
    public static Optional<String> formatSafely(SyntaxTree tree) {
        String text = format(tree);
        return RunbookParser.parse(Source.of(tree.source().name(), text)) instanceof ParseResult.Tree(SyntaxTree again)
                        && TreeEquality.of(tree, again)
                ? Optional.of(text)
                : Optional.empty();
    }
}
