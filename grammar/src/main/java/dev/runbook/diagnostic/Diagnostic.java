package dev.runbook.diagnostic;

import java.util.List;

/**
 * One mistake in a text.
 *
 * @param code which mistake it is; {@code runbook explain CODE} tells the whole story
 * @param primary where it is
 * @param secondary the other places that matter, such as where a block began
 * @param what one sentence that names the very thing that is wrong
 * @param why one sentence that says why it cannot stand; may be empty
 * @param fix one sentence that says what to do, with "did you mean" where there is a near name; may be empty
 */
public record Diagnostic(Code code, Label primary, List<Label> secondary, String what, String why, String fix) {
    public Diagnostic {
        secondary = List.copyOf(secondary);
    }

    public Severity severity() {
        return code.severity();
    }
}
