/**
 * A shadow of a live cluster: reads go to the real server and are overlaid with what was written here, every write goes there as
 * a dry run, and nothing is stored. Comes in: requests of real helm. Goes out: the server's own answers, and a record of each.
 * {@link DryRunGate} is the only way to the server.
 */
@NullMarked
package dev.runbook.rehearsal.shadow;

import org.jspecify.annotations.NullMarked;
