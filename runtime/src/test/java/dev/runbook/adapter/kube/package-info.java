/** Tests of the Kubernetes adapter, most of them on a real control plane. */
@NullMarked
package dev.runbook.adapter.kube;

import org.jspecify.annotations.NullMarked;
