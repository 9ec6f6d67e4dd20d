/** Programs that a runbook starts by their names. A call comes in, how the program ended goes out. They are started through a port; below adapter/ is who really starts them. */
@NullMarked
package dev.runbook.provider.process;

import org.jspecify.annotations.NullMarked;
