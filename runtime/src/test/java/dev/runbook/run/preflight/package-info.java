@NullMarked
package dev.runbook.run.preflight;

import org.jspecify.annotations.NullMarked;
