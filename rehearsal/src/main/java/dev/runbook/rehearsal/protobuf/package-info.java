/**
 * A reader for the few protobuf bodies that helm sends: secrets and delete options in Kubernetes' envelope.
 * Comes in: bytes. Goes out: the JSON tree that the same object has as JSON. Nothing is written as protobuf.
 */
@NullMarked
package dev.runbook.rehearsal.protobuf;

import org.jspecify.annotations.NullMarked;
