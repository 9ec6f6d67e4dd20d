/**
 * The small controllers that make stored objects come to life: pods, readiness, volumes, load balancers, deletion of
 * dependents. Comes in: changes of the store. Goes out: writes through the registry. One thread runs them all.
 */
@NullMarked
package dev.runbook.rehearsal.controller;

import org.jspecify.annotations.NullMarked;
