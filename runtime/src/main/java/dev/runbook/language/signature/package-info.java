/** The signatures of every action, lookup, field and failure class: names, types, options, effects. Data that check, plan and the help read; nothing here acts. */
@NullMarked
package dev.runbook.language.signature;

import org.jspecify.annotations.NullMarked;
