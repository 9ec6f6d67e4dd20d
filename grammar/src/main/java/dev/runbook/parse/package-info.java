/**
 * Text to syntax tree. A {@link dev.runbook.source.Source} comes in; a tree, or every mistake in the text,
 * goes out. ANTLR's tokens and parse trees are born and die in this package.
 */
@NullMarked
package dev.runbook.parse;

import org.jspecify.annotations.NullMarked;
