/**
 * From the journal of a run to a scenario that rehearses what came of it. In comes what the journal says; out goes the text
 * of a scenario, with what the journal does not say. Nothing is run here, and no cluster is asked.
 */
@NullMarked
package dev.runbook.app.record;

import org.jspecify.annotations.NullMarked;
