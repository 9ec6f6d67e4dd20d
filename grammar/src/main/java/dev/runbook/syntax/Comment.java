package dev.runbook.syntax;

import dev.runbook.source.Span;

/**
 * A comment as it was written, from {@code #} to the end of its line.
 *
 * @param ownLine whether nothing but space stands before it
 */
public record Comment(Span span, boolean ownLine) {}
