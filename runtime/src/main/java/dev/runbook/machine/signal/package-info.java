/**
 * The operating system's signals as a person's wish to stop. SIGINT, SIGTERM and SIGHUP come in; an
 * {@link dev.runbook.port.StopRequests} goes out. What a run does about it is not known here.
 */
@NullMarked
package dev.runbook.machine.signal;

import org.jspecify.annotations.NullMarked;
