@NullMarked
package dev.runbook.rehearse;

import org.jspecify.annotations.NullMarked;
