/** The actions: one class each, named in the catalogue. Checked and evaluated arguments come in; a command line for the plan or an outcome goes out. The world is reached through ports alone. */
@NullMarked
package dev.runbook.provider;

import org.jspecify.annotations.NullMarked;
