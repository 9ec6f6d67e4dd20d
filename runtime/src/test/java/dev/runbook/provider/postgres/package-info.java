@NullMarked
package dev.runbook.provider.postgres;

import org.jspecify.annotations.NullMarked;
