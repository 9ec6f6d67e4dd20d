/** People at a terminal, and answers that were given beforehand. Streams are handed in. */
@NullMarked
package dev.runbook.adapter.terminal;

import org.jspecify.annotations.NullMarked;
