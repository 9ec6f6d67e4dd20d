package dev.runbook.parse;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Source;
import java.util.List;

/** What came of turning a file's bytes into text. */
public sealed interface Decoded {
    /** The bytes are text. */
    record Text(Source source) implements Decoded {}

    /** The bytes are not text that a runbook can be made of. */
    record Refused(List<Diagnostic> diagnostics) implements Decoded {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
