/**
 * The journal: facts in the order they happened, intent before effect and outcome after. The only state of a run.
 * Entries come in from the engine; JSON lines go out through a port. No file is opened here.
 */
@NullMarked
package dev.runbook.run.journal;

import org.jspecify.annotations.NullMarked;
