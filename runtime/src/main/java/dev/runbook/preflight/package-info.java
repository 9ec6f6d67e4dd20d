/**
 * Before a run begins: whether the world can serve it. A checked runbook, helm and the cluster come in; what is missing
 * goes out, as failures with their advice. Nothing is changed here, and nothing is remembered.
 */
@NullMarked
package dev.runbook.preflight;

import org.jspecify.annotations.NullMarked;
