package dev.runbook.language.check;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.language.program.CheckedRunbook;
import java.util.List;

/** What came of checking a runbook. */
public sealed interface Checked {
    /** It can be planned; the warnings are for its author. */
    record Sound(CheckedRunbook runbook, List<Diagnostic> warnings) implements Checked {
        public Sound {
            warnings = List.copyOf(warnings);
        }
    }

    /** It cannot; every mistake and every warning, by file and place, the file that was asked for first. */
    record Unsound(List<Diagnostic> diagnostics) implements Checked {
        public Unsound {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
