/**
 * Expressions to values. A checked expression and a scope come in, a value goes out; lookups are asked of a
 * {@link dev.runbook.language.eval.Reader}, so that a plan and a run share every rule but that one.
 */
@NullMarked
package dev.runbook.language.eval;

import org.jspecify.annotations.NullMarked;
