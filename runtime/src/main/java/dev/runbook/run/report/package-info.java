/**
 * The report: a pure fold over the facts of a journal, and its renderings as text, JSON, JUnit XML and Markdown. Facts
 * come in; text and an exit code go out. Nothing is read, written or timed here.
 */
@NullMarked
package dev.runbook.run.report;

import org.jspecify.annotations.NullMarked;
