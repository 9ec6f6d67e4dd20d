/**
 * What names, addresses, servers and keys of DNS mean: how they are written, what a name has to have to point somewhere.
 * Texts come in, plain data and failures in words go out. Nothing is asked here and nothing sent.
 */
@NullMarked
package dev.runbook.provider.dns;

import org.jspecify.annotations.NullMarked;
