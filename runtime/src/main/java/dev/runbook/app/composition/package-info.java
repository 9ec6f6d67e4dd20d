/** Where the program is put together: which providers there are, and the clients that reach the world. */
@NullMarked
package dev.runbook.app.composition;

import org.jspecify.annotations.NullMarked;
