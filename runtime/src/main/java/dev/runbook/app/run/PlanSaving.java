package dev.runbook.app.run;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Execution;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.SavedPlan;
import dev.runbook.app.foresee.SavedPlanFile;
import dev.runbook.app.foresee.SecretHash;
import dev.runbook.app.library.Runbooks;
import dev.runbook.app.view.PlanForm;
import dev.runbook.app.view.PlanPage;
import dev.runbook.app.view.VerdictJson;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.provider.helm.Helm;
import dev.runbook.run.report.CommandText;
import dev.runbook.run.report.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a plan, so that just that can be done later.
 *
 * @param name of the runbook
 * @param file where to
 */
record PlanSaving(Runbooks runbooks, String name, GivenInputs inputs, Helm.Settings cluster, Path file) {

    /** Keeps it, or ends the command: what nobody has foretold cannot be held to. */
    void save(Foreseen foreseen, CheckedRunbook runbook, Map<String, Value> values, Execution execution)
            throws InterruptedException {
        Foresight foretold = foreseen.played()
                .filter(known -> known.failure()
                        .filter(failure -> failure.kind() == FailureClass.Unreachable)
                        .isEmpty())
                .orElseThrow(() -> refused("only what the server has foretold can be done later, and it has foretold"
                        + " nothing"
                        + foreseen.told()
                                .flatMap(Foresight::failure)
                                .map(failure -> ": " + failure.summary())
                                .orElse("")));
        Map<String, SecretHash> secrets = new LinkedHashMap<>();
        values.forEach((input, value) -> {
            if (value instanceof Value.Secret secret) {
                secrets.put(input, SecretHash.of(secret.content()));
            } else if (runbooks.terminal().masking().hides(value)) {
                throw refused("the parameter " + input + " holds the value of a secret, which no file is to have");
            }
        });
        Map<String, String> options = new LinkedHashMap<>();
        options.put("helm", cluster.executable());
        cluster.kubeconfig().ifPresent(path -> options.put("kubeconfig", path));
        cluster.context().ifPresent(context -> options.put("context", context));
        Set<String> named = inputs.named(runbooks.terminal().environment());
        List<String> given = values.keySet().stream()
                .filter(input -> named.contains(ValueText.of(values.getOrDefault(input, Value.NIL))))
                .toList();
        Optional<SavedPlan> before = write(new SavedPlan(
                runbooks.terminal().signature(execution.clock()),
                name,
                execution.folder().toString(),
                options,
                values,
                given,
                secrets,
                execution.stoppable(() -> PlanFactsReader.of(foretold, runbook, execution)),
                new SavedPlan.PlanPages(
                        PlanPage.of(PlanForm.text).of(foretold),
                        PlanPage.of(PlanForm.markdown).of(foretold),
                        PlanPage.of(PlanForm.html).of(foretold)),
                VerdictJson.of(foretold)));
        runbooks.terminal().warn(saved(before));
    }

    private String saved(Optional<SavedPlan> before) {
        return "saved: " + CommandText.of(List.of("runbook", "exec", file.toString())) + " does just this, once"
                + before.map(plan -> "; the plan made " + plan.made() + " and not used was replaced")
                        .orElse("");
    }

    private Optional<SavedPlan> write(SavedPlan plan) {
        try {
            return new SavedPlanFile(file).write(plan);
        } catch (IOException e) {
            throw refused(IoReason.of(e));
        } catch (SavedPlanFile.NoPlanException other) {
            throw refused(String.valueOf(other.getMessage()));
        }
    }

    private CommandExit refused(String why) {
        return new CommandExit(ExitCode.CANNOT_SERVE, "error: " + file + " is not written: " + why + ".");
    }
}
