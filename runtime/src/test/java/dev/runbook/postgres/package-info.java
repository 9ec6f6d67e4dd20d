@NullMarked
package dev.runbook.postgres;

import org.jspecify.annotations.NullMarked;
