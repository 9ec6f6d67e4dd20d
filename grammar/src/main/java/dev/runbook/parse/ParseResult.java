package dev.runbook.parse;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Span;
import dev.runbook.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/** What came of reading a text. */
public sealed interface ParseResult {
    /** The text is well formed. */
    record Tree(SyntaxTree tree) implements ParseResult {}

    /**
     * The text is not.
     *
     * @param diagnostics every mistake that was found, in the order of their places
     * @param rest what could be read in spite of them, to be checked too; empty when there is no saying what belongs
     *     where
     */
    record Broken(List<Diagnostic> diagnostics, Optional<Rest> rest) implements ParseResult {
        public Broken {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /**
     * A tree with gaps.
     *
     * @param gaps the places that could not be read
     * @param repairs the lines that could be read only after something was guessed, such as a comma
     * @param blocksInDoubt whether blocks may begin or end elsewhere than the tree has them
     */
    record Rest(SyntaxTree tree, List<Span> gaps, List<Span> repairs, boolean blocksInDoubt) {
        public Rest {
            gaps = List.copyOf(gaps);
            repairs = List.copyOf(repairs);
        }
    }
}
