/** Tests of expressions: text in, value out. */
@NullMarked
package dev.runbook.language.eval;

import org.jspecify.annotations.NullMarked;
