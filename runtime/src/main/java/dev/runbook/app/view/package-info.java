/**
 * What an operator sees while a run goes on. Facts of the journal and passing things (a program's lines, the progress
 * of a wait) come in; lines for a terminal or a pipe go out to the writer that was handed in. The same facts at
 * the same times give the same lines. Nothing is asked or read here.
 */
@NullMarked
package dev.runbook.app.view;

import org.jspecify.annotations.NullMarked;
