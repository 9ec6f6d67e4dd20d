/** Tests of the plan, with a world that is written down. */
@NullMarked
package dev.runbook.plan;

import org.jspecify.annotations.NullMarked;
