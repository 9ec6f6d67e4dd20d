/**
 * Releases, charts and repositories, by the helm program: how it is called, the flags of each version, what it prints, and the texts
 * that its failures are known by. The actions and lookups on them stand here, too. It needs objects of the cluster, files and programs.
 */
@NullMarked
package dev.runbook.provider.helm;

import org.jspecify.annotations.NullMarked;
