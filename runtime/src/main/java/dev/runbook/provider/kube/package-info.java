/**
 * Objects of the Kubernetes cluster: the actions and lookups on them, and what they mean: ready, gone, addressed, owned. The
 * server is reached through its port; below adapter/ is who really asks it. What a release lists, another provider tells.
 */
@NullMarked
package dev.runbook.provider.kube;

import org.jspecify.annotations.NullMarked;
