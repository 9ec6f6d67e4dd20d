/**
 * The four kinds of patch that the API accepts: JSON, merge, strategic merge, and server-side apply.
 * Comes in: an object and a patch. Goes out: the patched object, or a refusal. Nothing is stored here.
 */
@NullMarked
package dev.runbook.rehearsal.patch;

import org.jspecify.annotations.NullMarked;
