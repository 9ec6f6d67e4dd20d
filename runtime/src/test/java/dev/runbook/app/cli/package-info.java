@NullMarked
package dev.runbook.app.cli;

import org.jspecify.annotations.NullMarked;
