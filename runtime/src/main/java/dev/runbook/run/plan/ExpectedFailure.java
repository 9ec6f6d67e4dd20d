package dev.runbook.run.plan;

import dev.runbook.language.program.Where;

/**
 * Something that the run surely comes to and that would fail now.
 *
 * @param number the number of the step that it stands in; empty at top level
 * @param why one line
 * @param where the place of it in the text
 */
public record ExpectedFailure(String number, String why, Where where) {}
