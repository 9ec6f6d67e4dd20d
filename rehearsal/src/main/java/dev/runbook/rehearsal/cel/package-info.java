/** The expressions of rules in the cluster: texts and JSON come in, answers and refusals in the server's words go out. Only here is the CEL library known. */
@NullMarked
package dev.runbook.rehearsal.cel;

import org.jspecify.annotations.NullMarked;
