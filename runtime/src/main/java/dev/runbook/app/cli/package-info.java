/**
 * The command line: the only room that knows picocli. A command reads its options, makes one call and gives an exit code. What it
 * calls stands in the other rooms of the program.
 */
@NullMarked
package dev.runbook.app.cli;

import org.jspecify.annotations.NullMarked;
