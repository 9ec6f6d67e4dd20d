/**
 * What is wrong with a text, as a value: spans and sentences come in from the stages that read the text,
 * a drawing with carets goes out. No stage throws for a user's mistake, and nothing here knows the language.
 */
@NullMarked
package dev.runbook.diagnostic;

import org.jspecify.annotations.NullMarked;
