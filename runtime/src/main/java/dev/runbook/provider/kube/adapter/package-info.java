/**
 * The Kubernetes API behind the cluster ports, over fabric8's kubeconfig and HTTP client. Plain maps come out, and
 * failures in words; typed models, retries and decisions about objects are not here.
 */
@NullMarked
package dev.runbook.provider.kube.adapter;

import org.jspecify.annotations.NullMarked;
