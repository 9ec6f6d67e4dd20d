/**
 * How the rehearsed world behaves: how long things take, which addresses load balancers get, which workloads never become
 * ready. Comes in: a scenario's wishes. Goes out: one immutable value that the controllers read.
 */
@NullMarked
package dev.runbook.rehearsal.behaviour;

import org.jspecify.annotations.NullMarked;
