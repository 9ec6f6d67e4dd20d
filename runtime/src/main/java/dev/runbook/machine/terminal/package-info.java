/**
 * The terminal: what it can do, how wide it is, and the people at it. Questions and streams come in, answers go out.
 * What a run shows is drawn by view; here is only what has to be asked or found out.
 */
@NullMarked
package dev.runbook.machine.terminal;

import org.jspecify.annotations.NullMarked;
