package dev.runbook.language.check;

import dev.runbook.syntax.Statement;
import java.util.List;
import java.util.Map;

/**
 * A runbook with its includes and overlays applied, before any name has a meaning.
 *
 * @param inputs params and secrets in order, the base's first
 * @param settings the outermost {@code set} of each name
 * @param procedures by name
 */
record Composition(
        String title,
        List<Statement> inputs,
        Map<String, Statement.Set> settings,
        Map<String, Statement.Procedure> procedures,
        List<Statement> body) {}
