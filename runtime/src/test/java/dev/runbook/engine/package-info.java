@NullMarked
package dev.runbook.engine;

import org.jspecify.annotations.NullMarked;
