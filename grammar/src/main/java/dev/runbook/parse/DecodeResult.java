package dev.runbook.parse;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Source;
import java.util.List;

/** What came of turning a file's bytes into text. */
public sealed interface DecodeResult {
    /** The bytes are text. */
    record Valid(Source source) implements DecodeResult {}

    /** The bytes are not text that a runbook can be made of. */
    record NotText(List<Diagnostic> diagnostics) implements DecodeResult {
        public NotText {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
