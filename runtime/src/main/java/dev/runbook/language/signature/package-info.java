/**
 * The signatures of actions, lookups and fields: names, types, options, effects, and the rules that arguments are held to. Data
 * that check, plan and the help read; what a provider brings comes in from outside, and nothing here acts.
 */
@NullMarked
package dev.runbook.language.signature;

import org.jspecify.annotations.NullMarked;
