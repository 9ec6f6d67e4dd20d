package dev.runbook.app.run;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.foresee.SavedPlan;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.program.Input;
import dev.runbook.language.value.Value;
import dev.runbook.run.report.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a saved plan. Only secrets are given again, and must be the same.
 *
 * @param file a parameter file with secrets
 */
public record PlannedInputs(SavedPlan plan, Optional<String> file) implements GivenInputs {
    @Override
    public Map<String, Value> values(List<Input> inputs, Terminal terminal) throws InterruptedException {
        Map<String, Value> values =
                InputValues.again(inputs, plan.inputs(), file, terminal.environment(), terminal.secrets());
        plan.secrets().forEach((name, hash) -> {
            if (!(values.get(name) instanceof Value.Secret secret && hash.isOf(secret.content()))) {
                throw new CommandExit(
                        ExitCode.CANNOT_SERVE,
                        "error: the plan does not hold any longer: the secret " + name
                                + " is another one than it was made with. Nothing has been run.\n  Give it as RUNBOOK_PARAM_"
                                + name.toUpperCase(Locale.ROOT) + " or in a file with --params.");
            }
        });
        return values;
    }

    @Override
    public Set<String> named(Map<String, String> environment) {
        return plan.given().stream()
                .flatMap(name -> Optional.ofNullable(plan.inputs().get(name)).stream())
                .map(ValueText::of)
                .collect(Collectors.toSet());
    }
}
