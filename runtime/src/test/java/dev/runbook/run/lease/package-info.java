/** Tests of the lock in the cluster, in a time of their own. */
@NullMarked
package dev.runbook.run.lease;

import org.jspecify.annotations.NullMarked;
