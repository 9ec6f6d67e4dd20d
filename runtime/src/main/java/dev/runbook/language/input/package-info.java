/**
 * The values of a runbook's inputs. Raw texts from arguments, a file and the environment come in; typed values, or
 * every problem at once, go out. No file, prompt or environment is read here.
 */
@NullMarked
package dev.runbook.language.input;

import org.jspecify.annotations.NullMarked;
