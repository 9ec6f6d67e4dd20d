package dev.runbook.provider;

import java.util.List;

/**
 * How a provider reads its part of a scenario.
 *
 * @param fields of the scenario that are its own
 */
public record ScenarioReader(List<String> fields, Reading reading) {
    /** One that reads nothing: all that it stands for ends well. */
    public static ScenarioReader ofNothing(RehearsalDouble one) {
        return new ScenarioReader(List.of(), _ -> one);
    }

    /** Reads its fields. */
    @FunctionalInterface
    public interface Reading {
        RehearsalDouble read(ScenarioFields scenario) throws ScenarioException;
    }
}
