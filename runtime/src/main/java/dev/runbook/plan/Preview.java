package dev.runbook.plan;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import java.util.Optional;

/**
 * Does an action in private, where nobody sees it, so that what a run will read after the action can be read now.
 * Only actions that change nothing but helm's own notes on this machine can be done so.
 */
@FunctionalInterface
public interface Preview {
    /** Does none: what an action changes is known only after it. */
    Preview NONE = call -> Optional.empty();

    /** How the action ended in private; empty when it cannot be done there. */
    Optional<Outcome> of(Call call) throws InterruptedException;
}
