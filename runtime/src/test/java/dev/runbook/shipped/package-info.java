/**
 * Shipped runbooks as an operator runs them: the command line in a process of its own, real helm, a real control plane,
 * charts that the tests write. What a run has done is read from the cluster, from helm and from the run's journal.
 */
@NullMarked
package dev.runbook.shipped;

import org.jspecify.annotations.NullMarked;
