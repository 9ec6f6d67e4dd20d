/**
 * Rehearsals: a runbook's scenarios come in from the file beside it, and a world goes out in which a run can take
 * place: the embedded cluster, a chart repository on loopback, and a helm that sees nothing else.
 */
@NullMarked
package dev.runbook.app.rehearse;

import org.jspecify.annotations.NullMarked;
