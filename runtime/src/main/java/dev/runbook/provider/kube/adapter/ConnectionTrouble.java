package dev.runbook.provider.kube.adapter;

import java.time.Duration;

/**
 * A connection that does not work at the moment.
 *
 * @param since when it began, on the clock that never jumps
 * @param what in a few words
 */
record ConnectionTrouble(Duration since, String what) {}
