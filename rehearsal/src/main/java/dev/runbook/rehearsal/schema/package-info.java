/** The schemas of custom resources: what they leave of an object, add to it, and refuse. */
@NullMarked
package dev.runbook.rehearsal.schema;

import org.jspecify.annotations.NullMarked;
