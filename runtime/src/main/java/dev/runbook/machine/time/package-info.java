/** The machine's clock. Nothing comes in; time and waiting go out. Nothing else in the program reads a clock or sleeps. */
@NullMarked
package dev.runbook.machine.time;

import org.jspecify.annotations.NullMarked;
