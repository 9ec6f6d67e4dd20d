@NullMarked
package dev.runbook.app.run;

import org.jspecify.annotations.NullMarked;
