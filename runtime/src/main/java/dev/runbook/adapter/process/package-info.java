/**
 * Programs. An argument list comes in, lines go out as they come and an end with a bounded record of both streams; no
 * shell, no terminal. Nothing that was started here outlives the run. commons-exec is known only here.
 */
@NullMarked
package dev.runbook.adapter.process;

import org.jspecify.annotations.NullMarked;
