package dev.runbook.provider;

import dev.runbook.language.program.CheckedRunbook;
import java.util.Map;

/** What stands in a rehearsal in the place of a provider's part of the world, and ends as the scenario says. */
public interface RehearsalDouble {
    /** The same world, but nothing of that part is reached. */
    World in(World world);

    /**
     * Compares what the scenario says with the runbook: a name that nothing has would do nothing, and say nothing.
     *
     * @param place what people call the scenario
     * @param parameters what the scenario gives the runbook
     */
    default void check(String place, CheckedRunbook runbook, Map<String, Object> parameters) throws ScenarioException {}
}
