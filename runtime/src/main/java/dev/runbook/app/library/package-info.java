/** Runbooks: a name comes in, the text of a file or of a shipped runbook is found, and goes out checked or with its mistakes drawn. */
@NullMarked
package dev.runbook.app.library;

import org.jspecify.annotations.NullMarked;
