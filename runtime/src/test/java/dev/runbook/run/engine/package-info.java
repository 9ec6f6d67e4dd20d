@NullMarked
package dev.runbook.run.engine;

import org.jspecify.annotations.NullMarked;
