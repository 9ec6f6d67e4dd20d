/** Tests of runs that are carried on with an edited text: two texts and a journal in, what stays and what is asked out. */
@NullMarked
package dev.runbook.run.resume;

import org.jspecify.annotations.NullMarked;
