/**
 * The cluster's front door: HTTP on loopback, the token or the secret path, routes, discovery, lists, watches and writes.
 * Comes in: requests. Goes out: JSON, or a stream of watch events. Rules about objects live in the registry.
 */
@NullMarked
package dev.runbook.rehearsal.http;

import org.jspecify.annotations.NullMarked;
