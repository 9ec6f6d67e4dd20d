package dev.runbook.run.plan;

import dev.runbook.language.eval.Reader;
import dev.runbook.provider.World;
import java.util.List;

/**
 * What a plan can see of the world.
 *
 * @param reader answers lookups
 * @param world what the actions need to say what they will run
 * @param preview does actions in private
 * @param unread what is known beforehand not to be readable; it is not asked
 */
public record PlanEnvironment(Reader reader, World world, Preview preview, List<UnreadSource> unread) {
    public PlanEnvironment {
        unread = List.copyOf(unread);
    }
}
