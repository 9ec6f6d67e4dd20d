/** Tests of expressions: text in, value out. */
@NullMarked
package dev.runbook.eval;

import org.jspecify.annotations.NullMarked;
