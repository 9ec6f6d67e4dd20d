/** Signals of the operating system as the wish to stop. Nothing else in the program knows signals. */
@NullMarked
package dev.runbook.adapter.signal;

import org.jspecify.annotations.NullMarked;
