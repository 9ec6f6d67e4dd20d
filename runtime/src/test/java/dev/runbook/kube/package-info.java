/** Tests of the rules about Kubernetes objects, as tables of objects and verdicts. */
@NullMarked
package dev.runbook.kube;

import org.jspecify.annotations.NullMarked;
