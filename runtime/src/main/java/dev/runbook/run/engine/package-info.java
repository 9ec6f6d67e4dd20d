/**
 * The engine: executes a plan and nothing else. Plans and ports come in; journal entries and lines for the stage go
 * out. It knows no syntax, no terminal and no file of its own.
 */
@NullMarked
package dev.runbook.run.engine;

import org.jspecify.annotations.NullMarked;
