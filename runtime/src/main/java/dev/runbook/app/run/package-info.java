/**
 * What the commands about runs do: plan, begin, carry on and look after runs. What an operator gave comes in as values, and exit
 * codes, journals and what people see go out. Options are read elsewhere, and the clients are put together elsewhere.
 */
@NullMarked
package dev.runbook.app.run;

import org.jspecify.annotations.NullMarked;
