/**
 * The command line: the only room that knows picocli, the standard streams, the environment and the exit. It puts
 * adapters behind ports, calls the stages in order and shows what they give.
 */
@NullMarked
package dev.runbook.app.cli;

import org.jspecify.annotations.NullMarked;
