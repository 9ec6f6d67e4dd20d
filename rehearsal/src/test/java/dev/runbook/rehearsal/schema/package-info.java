@NullMarked
package dev.runbook.rehearsal.schema;

import org.jspecify.annotations.NullMarked;
