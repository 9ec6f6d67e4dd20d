@NullMarked
package dev.runbook.app.composition;

import org.jspecify.annotations.NullMarked;
