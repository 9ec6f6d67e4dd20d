/**
 * What will happen, as a run in the shadow of the live cluster has shown it. Comes in: the facts of that run, and what was asked of
 * the server. Goes out: how the run will end, why, and what that takes for granted; and plans that are
 * kept, with what they rest on.
 */
@NullMarked
package dev.runbook.app.foresee;

import org.jspecify.annotations.NullMarked;
