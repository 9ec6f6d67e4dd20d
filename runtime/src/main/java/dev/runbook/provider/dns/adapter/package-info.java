/**
 * DNS over dnsjava, behind the port: questions and updates come in, answers and failures in words go out. What records
 * mean is not decided here. Nothing of dnsjava is loaded before the first question.
 */
@NullMarked
package dev.runbook.provider.dns.adapter;

import org.jspecify.annotations.NullMarked;
