/**
 * Programs. An argument list comes in, lines go out as they come and an end with a bounded record of both streams; no
 * shell reads it, no terminal. Nothing that was started here outlives the run, but for what must not be killed in the
 * middle, such as a helm that writes a release. commons-exec is known only here.
 */
@NullMarked
package dev.runbook.provider.process.adapter;

import org.jspecify.annotations.NullMarked;
