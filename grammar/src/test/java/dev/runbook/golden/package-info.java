/** Goldens, for the tests of every module: files that say what is expected of an output, to the letter. */
@NullMarked
package dev.runbook.golden;

import org.jspecify.annotations.NullMarked;
