package dev.runbook.run.journal;

import java.time.Instant;

/**
 * A fact as the journal has it.
 *
 * @param sequence counts from 1, without a gap
 * @param time the wall clock when it was written, in whole milliseconds; it may jump
 */
public record Recorded(long sequence, Instant time, Entry entry) {}
