/** Failures as values: what went wrong in the world, which known class it is, and what to do next. */
@NullMarked
package dev.runbook.language.failure;

import org.jspecify.annotations.NullMarked;
