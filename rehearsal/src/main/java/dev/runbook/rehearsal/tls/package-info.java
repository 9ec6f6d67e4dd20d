/**
 * The cluster's own certificate, because helm and kubectl send a token over TLS only. A shadow is reached without.
 * Comes in: nothing. Goes out: a TLS context for the server, and the certificate that its clients trust. No file is
 * read or written.
 */
@NullMarked
package dev.runbook.rehearsal.tls;

import org.jspecify.annotations.NullMarked;
