/**
 * Where the program is put together: which providers there are, the clients that reach the world, the terminal and the ways a
 * command ends. The standard streams, the environment and the exit are known here.
 */
@NullMarked
package dev.runbook.app.composition;

import org.jspecify.annotations.NullMarked;
