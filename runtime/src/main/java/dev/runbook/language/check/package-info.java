/**
 * Syntax trees to a checked program. A source, a way to find the files that it names and the catalogue come in;
 * a {@link dev.runbook.language.program.CheckedRunbook}, or every mistake of every file, goes out. Nothing here opens a
 * file, looks at the world or evaluates more than constants.
 */
@NullMarked
package dev.runbook.language.check;

import org.jspecify.annotations.NullMarked;
