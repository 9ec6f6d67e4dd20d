package dev.runbook.provider.process;

import dev.runbook.diagnostic.Suggestion;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.port.Processes;
import dev.runbook.provider.RehearsalDouble;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import dev.runbook.provider.World;
import java.util.List;
import java.util.Map;

/** Programs that are not started: each ends as the scenario says, or else well. */
record RehearsedProcesses(List<ScriptedProgram> scripted) implements RehearsalDouble {
    @Override
    public World in(World world) {
        return world.with(Processes.class, new RehearsedPrograms(world.client(Processes.class), scripted));
    }

    @Override
    public void check(String place, CheckedRunbook runbook, Map<String, Object> parameters) throws ScenarioException {
        StartedPrograms started = new StartedPrograms(runbook, parameters);
        for (ScriptedProgram program : scripted) {
            if (!started.may(program.command())) {
                throw ScenarioFields.unknown(
                        place,
                        ScriptedProgram.FIELD,
                        "says how \"" + program.command() + "\" ends, which no step starts",
                        Suggestion.nearest(program.command(), started.known()),
                        started.known().isEmpty()
                                ? "The runbook starts no program."
                                : "It starts " + String.join(", ", started.known()) + ".");
            }
        }
    }
}
