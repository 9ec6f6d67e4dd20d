/**
 * One operator at a time on a release, wherever they sit. What a run changes comes in, and its facts as they happen; a
 * Lease of the cluster is held meanwhile, and the run is stopped before its next effect when the Lease is another's. How a
 * Lease is stored is not known here.
 */
@NullMarked
package dev.runbook.run.lease;

import org.jspecify.annotations.NullMarked;
