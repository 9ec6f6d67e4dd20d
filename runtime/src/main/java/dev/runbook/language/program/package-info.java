/** The checked program: the syntax tree's meaning, every name resolved and every option known. Made by check alone, read by plan and engine; it holds no syntax. */
@NullMarked
package dev.runbook.language.program;

import org.jspecify.annotations.NullMarked;
