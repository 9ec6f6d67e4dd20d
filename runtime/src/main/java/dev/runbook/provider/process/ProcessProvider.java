package dev.runbook.provider.process;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Signature;
import dev.runbook.provider.Action;
import dev.runbook.provider.Provider;
import dev.runbook.provider.ScenarioReader;
import java.util.List;
import java.util.Optional;

/** Programs of the machine. */
public final class ProcessProvider implements Provider {
    @Override
    public String name() {
        return "programs";
    }

    @Override
    public ArgumentRules rules() {
        return new ProcessRules();
    }

    @Override
    public List<Signature> signatures() {
        return ProcessSignatures.all();
    }

    @Override
    public List<Action> actions() {
        return List.of(new RunProgram());
    }

    @Override
    public Optional<ScenarioReader> scenarioReader() {
        return Optional.of(new ScenarioReader(
                List.of(ScriptedProgram.FIELD),
                scenario -> new RehearsedProcesses(ScriptedProgram.read(scenario)),
                ScriptedProgram::recorded));
    }
}
