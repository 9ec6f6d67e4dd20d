@NullMarked
package dev.runbook.preflight;

import org.jspecify.annotations.NullMarked;
