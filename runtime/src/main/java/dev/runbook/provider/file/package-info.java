/** Files: the actions and lookups on them. Calls come in; the workspace of the run is read and written through its port. */
@NullMarked
package dev.runbook.provider.file;

import org.jspecify.annotations.NullMarked;
