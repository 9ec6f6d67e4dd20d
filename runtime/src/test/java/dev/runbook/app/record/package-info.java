@NullMarked
package dev.runbook.app.record;

import org.jspecify.annotations.NullMarked;
