/**
 * What the cluster remembers: every object under its address, one counter of resource versions, and a window of past
 * changes that watches read. Comes in: finished objects. Goes out: objects, lists and changes. No rules are checked here.
 */
@NullMarked
package dev.runbook.rehearsal.store;

import org.jspecify.annotations.NullMarked;
