/** Syntax tree to text in the one layout, comments kept. Formatting a formatted text changes nothing. */
@NullMarked
package dev.runbook.format;

import org.jspecify.annotations.NullMarked;
