/** Tests of the plan, with a world that is written down. */
@NullMarked
package dev.runbook.run.plan;

import org.jspecify.annotations.NullMarked;
