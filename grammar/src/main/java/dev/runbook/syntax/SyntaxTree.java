package dev.runbook.syntax;

import dev.runbook.source.Source;
import java.util.List;

/** A whole file: its statements in order, and beside them its comments by place, so that printing loses none. */
public record SyntaxTree(Source source, List<Statement> statements, List<Comment> comments) {
    public SyntaxTree {
        statements = List.copyOf(statements);
        comments = List.copyOf(comments);
    }
}
