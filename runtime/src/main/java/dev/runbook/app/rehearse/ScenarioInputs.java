package dev.runbook.app.rehearse;

import dev.runbook.app.composition.Terminal;
import dev.runbook.app.run.InputValues;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.port.SecretPrompt;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The inputs of a rehearsal: the scenario's parameters, and over them what a person has given.
 *
 * @param given by a person
 */
record ScenarioInputs(Terminal terminal, InputValues given) {
    private static final String REPOSITORY = "repo_url";

    /** Their values; or the end of the command with what is wrong with them. */
    Map<String, Value> values(CheckedRunbook runbook, Scenario scenario) throws InterruptedException {
        Map<String, Object> before = new LinkedHashMap<>(scenario.parameters().given());
        boolean open = runbook.inputs().stream()
                .anyMatch(i -> i.name().equals(REPOSITORY) && i.fallback().isEmpty());
        if (open) {
            // Every repository is served under its own name; a runbook that leaves the name open gets one.
            before.putIfAbsent(REPOSITORY, "https://charts.example.com");
        }
        return terminal.hiding(given.resolve(runbook.inputs(), before, Map.of(), SecretPrompt.NOBODY));
    }

    /** The parameters of runs in other processes, where the repository has the name of this machine. */
    Map<String, Object> served(CheckedRunbook runbook, Scenario scenario, RehearsalWorld world) {
        Map<String, Object> before = new LinkedHashMap<>(scenario.parameters().served());
        if (runbook.inputs().stream().anyMatch(i -> i.name().equals(REPOSITORY))) {
            before.put(REPOSITORY, world.repositoryUrl());
        }
        return given.over(before);
    }
}
