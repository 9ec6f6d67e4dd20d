/**
 * What the real server does to an object before it stores it: fill in defaults, validate, and refuse changes to fields
 * that cannot change, in the real server's words. Comes in: the new and the old object. Goes out: the object to store.
 */
@NullMarked
package dev.runbook.rehearsal.admission;

import org.jspecify.annotations.NullMarked;
