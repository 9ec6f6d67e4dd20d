package dev.runbook.format;

import dev.runbook.syntax.SyntaxTree;

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
        Page page = new Page();
        Comments comments = new Comments(tree.source(), tree.comments());
        int length = tree.source().text().length();
        new StatementPrinter(page, comments).body(tree.statements(), 0, length + 1, 0);
        return page.text();
    }
}
