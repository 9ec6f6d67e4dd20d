/** Tests of lookups in a world of fakes. */
@NullMarked
package dev.runbook.lookup;

import org.jspecify.annotations.NullMarked;
