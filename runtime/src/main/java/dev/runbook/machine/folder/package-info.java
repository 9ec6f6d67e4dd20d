/**
 * The folders of runs on the disk: journal, outputs, kept files, sources. Facts, lines and paths come in; files that
 * only their owner can read go out. What the files mean is not known here: that is journal's and report's.
 */
@NullMarked
package dev.runbook.machine.folder;

import org.jspecify.annotations.NullMarked;
