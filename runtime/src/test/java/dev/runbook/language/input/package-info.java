/** Tests of how inputs get their values. */
@NullMarked
package dev.runbook.language.input;

import org.jspecify.annotations.NullMarked;
