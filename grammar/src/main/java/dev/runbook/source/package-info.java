/** Text that somebody wrote, with its name and its lines, so that any later stage can point into it. */
@NullMarked
package dev.runbook.source;

import org.jspecify.annotations.NullMarked;
