/**
 * The syntax tree: what was written, with spans, and no meaning yet. The parser makes it; the formatter and
 * the checker read it. Records only: no name is resolved and no type is known here.
 */
@NullMarked
package dev.runbook.syntax;

import org.jspecify.annotations.NullMarked;
