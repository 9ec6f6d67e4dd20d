/**
 * The cluster's time: it goes like the machine's, and is taken to the next thing that is due where nothing real is waited for.
 * Comes in: who waits until when, and what goes on meanwhile. Goes out: what time it is.
 */
@NullMarked
package dev.runbook.rehearsal.time;

import org.jspecify.annotations.NullMarked;
