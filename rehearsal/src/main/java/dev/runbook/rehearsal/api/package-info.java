/**
 * The nouns of the Kubernetes API: which resources there are, how an object is addressed, selected and refused.
 * Comes in: JSON trees and selector strings. Goes out: the same as values. There is no state, no HTTP and no time here.
 */
@NullMarked
package dev.runbook.rehearsal.api;

import org.jspecify.annotations.NullMarked;
