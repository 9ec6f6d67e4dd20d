package dev.runbook.app.cli;

import dev.runbook.app.composition.Terminal;
import dev.runbook.app.run.PlanRunner;
import dev.runbook.port.People;
import dev.runbook.run.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a run goes: who answers, who is kept out, where it is kept and how it is shown. */
final class RunOptions {
    @Mixin
    AnswerOptions answers = new AnswerOptions();

    @Option(
            names = "--no-cluster-lock",
            description = "Run without a Lease in the cluster, so that a second operator is not kept out.")
    boolean noLease;

    @Option(names = "--exit-recovered", description = "Exit with 6 when a recovery was needed.")
    boolean exitRecovered;

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    RunsOption runs = new RunsOption();

    /** Whoever can be asked. */
    People person(Terminal terminal) {
        return terminal.people(json.on);
    }

    /**
     * All of it, for one run.
     *
     * @param person who is asked what was not answered beforehand
     */
    PlanRunner.Manner manner(Main main, People person, Plan plan) {
        return new PlanRunner.Manner(
                main.terminal.out(),
                json.on ? Optional.empty() : Optional.of(main.terminal.screen(main.noColor)),
                answers.before(person, Map.of(), plan),
                "",
                List.of(),
                exitRecovered,
                noLease ? PlanRunner.Lock.NONE : PlanRunner.Lock.LEASE,
                runs.folder.toAbsolutePath(),
                true);
    }
}
