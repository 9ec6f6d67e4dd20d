/**
 * A chart repository on loopback. Comes in: folders of chart sources and the versions to serve. Goes out: index.yaml and
 * packaged charts over HTTP. The stand-in for Coder's chart is a resource of this package.
 */
@NullMarked
package dev.runbook.rehearsal.chart;

import org.jspecify.annotations.NullMarked;
