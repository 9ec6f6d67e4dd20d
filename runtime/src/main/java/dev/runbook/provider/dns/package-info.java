/**
 * Records of names: the actions and lookups on them, and what names, addresses, servers and keys are. Texts come in, plain data
 * and failures in words go out. Servers are asked through the port; below adapter/ is who really asks them.
 */
@NullMarked
package dev.runbook.provider.dns;

import org.jspecify.annotations.NullMarked;
