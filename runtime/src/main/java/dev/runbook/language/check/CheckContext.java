package dev.runbook.language.check;

import dev.runbook.language.signature.Catalogue;
import dev.runbook.syntax.Statement;
import java.util.Map;

/**
 * What every part of one check shares.
 *
 * @param procedures by name
 * @param bindings every name that is bound anywhere, with its places
 */
record CheckContext(
        Catalogue catalogue,
        CheckDiagnostics diagnostics,
        SourcePlaces places,
        NameUsage usage,
        Map<String, Statement.Procedure> procedures,
        BoundNames bindings) {}
