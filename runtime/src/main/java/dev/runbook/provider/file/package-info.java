/** Files: what runbooks do with them and ask of them. Calls come in; the workspace of the run is read and written through its port. */
@NullMarked
package dev.runbook.provider.file;

import org.jspecify.annotations.NullMarked;
