/** What every part of the runtime needs of the world, as interfaces: processes, cluster, files, clock, people. Adapters implement them; tests fake them. */
@NullMarked
package dev.runbook.port;

import org.jspecify.annotations.NullMarked;
