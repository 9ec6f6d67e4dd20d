/** The operator's files. Paths come in, bytes go out, and a file is replaced whole or not at all. The run's own folder is elsewhere. */
@NullMarked
package dev.runbook.machine.files;

import org.jspecify.annotations.NullMarked;
