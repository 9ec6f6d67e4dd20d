/**
 * The helm that a rehearsal runs when the machine has none: unpacked once from a jar into a cache folder.
 * Comes in: the cache folder. Goes out: the path of an executable. It never starts helm.
 */
@NullMarked
package dev.runbook.rehearsal.helm;

import org.jspecify.annotations.NullMarked;
