package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.rehearse.RehearsalOptions;
import dev.runbook.app.rehearse.Scenario;
import dev.runbook.app.rehearse.ScenarioRunner;
import dev.runbook.app.rehearse.ScenarioServer;
import dev.runbook.run.report.ExitCode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook rehearse}. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        header = {
            "Run a runbook with real helm on an embedded cluster; exit as the run would.",
            "",
            "Examples:",
            "  runbook rehearse update-coder.rb",
            "  runbook rehearse update-coder.rb version=1.16.0 namespace=coder-prod",
            "  runbook rehearse --scenario=foreign-owner update-coder.rb",
            "  runbook rehearse --installed ./grafana-8.tgz update-release.rb \\",
            "    release=grafana chart=./grafana-9.tgz",
            "  runbook rehearse --serve update-coder.rb    to plan, exec, kill and resume",
            "  runbook rehearse --record=last --out=mine.rehearsals.yaml mine.rb",
            ""
        })
final class RehearseCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Mixin
    InputOptions inputs = new InputOptions();

    @Option(names = "--scenario", paramLabel = "NAME", description = "Which scenario; the first when left out.")
    @Nullable
    String scenario;

    @Option(names = "--list", description = "List the scenarios.")
    boolean list;

    @Option(names = "--serve", description = "Serve the scenario's cluster for other terminals.")
    boolean serve;

    @Option(names = "--helm", paramLabel = "FILE", description = "Helm to rehearse with; a bundled 3.14 when left out.")
    @Nullable
    String helm;

    @Option(
            names = "--installed",
            paramLabel = "CHART",
            description = "Chart that is installed before the run, or none: needs no scenario.")
    @Nullable
    String installed;

    @Option(names = "--installed-values", paramLabel = "FILE", description = "Values that it is installed with.")
    @Nullable
    String installedValues;

    @Option(
            names = "--record",
            paramLabel = "RUN",
            description = "Write what came of a run (its id, or: last) as a scenario, called --scenario.")
    @Nullable
    String record;

    @Option(names = "--out", paramLabel = "FILE", description = "Scenarios that it is added to; printed when left out.")
    @Nullable
    Path out;

    @Option(
            names = "--slow-load-balancer",
            paramLabel = "TIME",
            description = "How long it takes to give or free an address.")
    @Nullable
    String balancer;

    @Mixin
    AnswerOptions answers = new AnswerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    RunsOption runs = new RunsOption();

    private RehearsalOptions wanted() {
        return new RehearsalOptions(
                inputs.given(),
                Optional.ofNullable(installed),
                Optional.ofNullable(installedValues),
                Optional.ofNullable(balancer).map(RehearseCommand::duration),
                (person, plan) -> answers.before(person, Map.of(), plan));
    }

    private static Duration duration(String written) {
        try {
            return Duration.parse("PT" + written);
        } catch (DateTimeException e) {
            throw new CommandExit(
                    ExitCode.INVALID, "error: " + written + " is not a time. Write it like --slow-load-balancer=12m");
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        ScenarioRunner rehearsing =
                new ScenarioRunner(main.runbooks(), inputs.name, wanted(), runs.folder.toAbsolutePath(), true);
        if (record != null) {
            new RecordedRun(main, runs, record, Optional.ofNullable(scenario), Optional.ofNullable(out))
                    .write(main.runbooks().open(inputs.name));
            return 0;
        }
        if (list) {
            List<Scenario> all = rehearsing.scenarios();
            int widest = all.stream().mapToInt(one -> one.name().length()).max().orElse(0);
            all.forEach(one -> main.terminal.tell(
                    one.name() + " ".repeat(widest - one.name().length() + 2) + one.about()));
            return 0;
        }
        if (serve) {
            new ScenarioServer(rehearsing)
                    .until(rehearsing.scenario(Optional.ofNullable(scenario)), Optional.ofNullable(helm));
            return 0;
        }
        return rehearsing
                .run(
                        rehearsing.scenario(Optional.ofNullable(scenario)),
                        main.terminal.out(),
                        json.on ? Optional.empty() : Optional.of(main.terminal.screen(main.noColor)),
                        Optional.ofNullable(helm))
                .number();
    }
}
