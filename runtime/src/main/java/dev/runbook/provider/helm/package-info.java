/** How helm is called: the executable, its version, the flags of that version, and what it prints. Used by the helm actions and lookups. */
@NullMarked
package dev.runbook.provider.helm;

import org.jspecify.annotations.NullMarked;
