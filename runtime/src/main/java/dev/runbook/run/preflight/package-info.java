/**
 * Before a run begins: whether the world can serve it. A checked runbook or its plan and a world come in; what is missing goes
 * out: what a provider cannot work without, programs, namespaces, or rights on the cluster. Nothing is changed here, and nothing is
 * remembered.
 */
@NullMarked
package dev.runbook.run.preflight;

import org.jspecify.annotations.NullMarked;
