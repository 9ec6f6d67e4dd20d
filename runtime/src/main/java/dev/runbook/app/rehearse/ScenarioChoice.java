package dev.runbook.app.rehearse;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.rehearse.ScenarioTests.TestedRunbook;
import dev.runbook.diagnostic.Suggestion;
import dev.runbook.run.report.ExitCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Which scenarios of runbooks are meant.
 *
 * @param names of several runbooks one of them has; none means all scenarios
 */
public record ScenarioChoice(List<String> names) {

    /** The scenarios that are meant, by their runbooks; ends the command when no runbook has one of the names. */
    public List<TestedRunbook> of(List<ScenarioRunner> runners) {
        List<TestedRunbook> chosen = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (ScenarioRunner runner : runners) {
            List<Scenario> all = runner.scenarios();
            all.stream().map(Scenario::name).forEach(known::add);
            List<Scenario> meant = all.stream()
                    .filter(one -> names.isEmpty() || names.contains(one.name()))
                    .toList();
            if (!meant.isEmpty()) {
                chosen.add(new TestedRunbook(runner, runner.runbooks().open(runner.name()), meant));
            }
        }
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: there is no scenario " + name + ". "
                            + Suggestion.nearest(name, known)
                                    .map(near -> "Did you mean " + near + "?")
                                    .orElse("There are " + String.join(", ", known) + "."));
        });
        return chosen;
    }
}
