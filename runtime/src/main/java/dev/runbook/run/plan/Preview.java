package dev.runbook.run.plan;

import dev.runbook.language.signature.Effect;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Does an action in private, where nobody sees it, so that what a run will read after the action can be read now.
 * Only actions that change nothing but helm's own notes on this machine can be done so.
 */
@FunctionalInterface
public interface Preview {
    /** Does none and asks nothing: what an action changes is known only after it, and what it finds when it is done. */
    Preview NONE = new Preview() {
        @Override
        public Optional<Outcome> of(Call call) {
            return Optional.empty();
        }

        @Override
        public Call completed(Call call) {
            return call;
        }

        @Override
        public Impact impact(Call call) {
            return Impact.NONE;
        }

        @Override
        public List<String> differences(Call call) {
            return List.of();
        }
    };

    /** Does none, and asks only what takes something away what that is. */
    Preview OF_REMOVALS = new Preview() {
        @Override
        public Optional<Outcome> of(Call call) {
            return Optional.empty();
        }

        @Override
        public Call completed(Call call) {
            return call;
        }

        @Override
        public Impact impact(Call call) throws InterruptedException {
            return call.signature().effect() == Effect.DESTRUCTIVE ? Preview.super.impact(call) : Impact.NONE;
        }

        @Override
        public List<String> differences(Call call) {
            return List.of();
        }
    };

    /** How the action ended in private; empty when it cannot be done there. */
    Optional<Outcome> of(Call call) throws InterruptedException;

    /** What its action would do to the objects of the cluster as they are now. */
    default Impact impact(Call call) throws InterruptedException {
        return call.world().action(call.signature()).impact(call);
    }

    /** What its action would change in objects of the cluster, field by field. */
    default List<String> differences(Call call) throws InterruptedException {
        return call.world().action(call.signature()).differences(call);
    }

    /** The call with what its action finds out before it begins. */
    default Call completed(Call call) throws InterruptedException {
        return call.world().action(call.signature()).completed(call);
    }
}
