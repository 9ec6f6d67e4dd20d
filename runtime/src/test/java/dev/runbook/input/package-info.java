/** Tests of how inputs get their values. */
@NullMarked
package dev.runbook.input;

import org.jspecify.annotations.NullMarked;
