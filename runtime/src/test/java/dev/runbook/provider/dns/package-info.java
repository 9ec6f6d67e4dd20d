/** Tests of lookups in a world of fakes. */
@NullMarked
package dev.runbook.provider.dns;

import org.jspecify.annotations.NullMarked;
