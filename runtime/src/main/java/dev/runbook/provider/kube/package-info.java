/** The lookups: one class each, named in the catalogue. They read the world through ports and never change it. */
@NullMarked
package dev.runbook.provider.kube;

import org.jspecify.annotations.NullMarked;
