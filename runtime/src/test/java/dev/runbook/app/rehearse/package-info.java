@NullMarked
package dev.runbook.app.rehearse;

import org.jspecify.annotations.NullMarked;
