/** Tests of the Kubernetes adapter, most of them on a real control plane. */
@NullMarked
package dev.runbook.provider.kube.adapter;

import org.jspecify.annotations.NullMarked;
