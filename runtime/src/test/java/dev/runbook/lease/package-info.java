/** Tests of the lock in the cluster, in a time of their own. */
@NullMarked
package dev.runbook.lease;

import org.jspecify.annotations.NullMarked;
