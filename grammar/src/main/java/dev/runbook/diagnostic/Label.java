package dev.runbook.diagnostic;

import dev.runbook.source.Span;

/**
 * A place that a diagnostic points at, with what to say there.
 *
 * @param text a few words drawn beside the caret; may be empty
 */
public record Label(Span span, String text) {}
