/** What an expression can have as its value at run time. Plain immutable data: no file, clock, process or network. */
@NullMarked
package dev.runbook.language.value;

import org.jspecify.annotations.NullMarked;
