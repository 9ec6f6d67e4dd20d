package dev.runbook.provider;

import dev.runbook.language.failure.Failure;
import java.util.List;
import java.util.Map;

/**
 * How a provider reads its part of a scenario.
 *
 * @param fields of the scenario that are its own
 * @param recording the way back: from a failure of a run to what of those fields makes it again
 */
public record ScenarioReader(List<String> fields, Reading reading, Recording recording) {
    /** One that reads nothing: all that it stands for ends well. */
    public static ScenarioReader ofNothing(RehearsalDouble one) {
        return new ScenarioReader(List.of(), _ -> one, (_, _) -> Map.of());
    }

    /** Reads its fields. */
    @FunctionalInterface
    public interface Reading {
        RehearsalDouble read(ScenarioFields scenario) throws ScenarioException;
    }

    /** Writes its fields. */
    @FunctionalInterface
    public interface Recording {
        /**
         * Fields of a scenario in which the same fails again.
         *
         * @param what failed: the name of an action, or the text of a condition; empty where that is not known
         * @return empty where the failure is nothing of this provider's
         */
        Map<String, Object> of(String what, Failure failure);
    }
}
