/**
 * Programs: those that a runbook starts by their names, and what the end of any program means. A call comes in, how the program
 * ended goes out, as a failure where it failed. They are started through a port; below adapter/ is who really starts them.
 */
@NullMarked
package dev.runbook.provider.process;

import org.jspecify.annotations.NullMarked;
