/** Tests of lookups in a world of fakes. */
@NullMarked
package dev.runbook.provider.kube;

import org.jspecify.annotations.NullMarked;
