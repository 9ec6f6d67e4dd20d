/**
 * A live cluster's own server, and what is read from it once. Comes in: the answers of the server to lists and reads. Goes out: a
 * {@link dev.runbook.rehearsal.live.ClusterCopy} in memory, which a rehearsal's cluster begins with. Nothing is written, watched or tried
 * for a copy: {@link dev.runbook.rehearsal.live.ReadOnlyServer} can do nothing but GET.
 */
@NullMarked
package dev.runbook.rehearsal.live;

import org.jspecify.annotations.NullMarked;
