/**
 * Before a run begins: whether the world can serve it. A checked runbook or its plan, helm and the cluster come in; what is
 * missing goes out: helm, the cluster, or rights on it. Nothing is changed here, and nothing is remembered.
 */
@NullMarked
package dev.runbook.run.preflight;

import org.jspecify.annotations.NullMarked;
