package dev.runbook.parse;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.syntax.SyntaxTree;
import java.util.List;

/** What came of reading a text. */
public sealed interface Parsed {
    /** The text is well formed. */
    record Tree(SyntaxTree tree) implements Parsed {}

    /** The text is not; every mistake that was found, in the order of their places, and no tree. */
    record Broken(List<Diagnostic> diagnostics) implements Parsed {
        public Broken {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
