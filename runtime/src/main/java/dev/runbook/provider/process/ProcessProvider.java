package dev.runbook.provider.process;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Signature;
import dev.runbook.provider.Action;
import dev.runbook.provider.Provider;
import java.util.List;

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
}
