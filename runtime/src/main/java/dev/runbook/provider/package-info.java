/**
 * What a product area is to the rest of the program: its signatures, actions, lookups, rules and failure texts. Checked and
 * evaluated arguments come in; a command for the plan, a value or an outcome goes out. The world is reached through the clients
 * of a {@link dev.runbook.provider.World}. No provider is known here.
 */
@NullMarked
package dev.runbook.provider;

import org.jspecify.annotations.NullMarked;
