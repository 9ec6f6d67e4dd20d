/**
 * What Kubernetes objects mean: whether they are ready, what addresses they have, who owns whom, what a release's
 * manifest lists. Objects come in as plain data; verdicts in the words of an operator go out. Nothing is asked here.
 */
@NullMarked
package dev.runbook.kube;

import org.jspecify.annotations.NullMarked;
