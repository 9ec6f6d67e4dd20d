package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.rehearse.ClusterSource;
import dev.runbook.app.rehearse.RehearsalOptions;
import dev.runbook.app.rehearse.Scenario;
import dev.runbook.app.rehearse.ScenarioRunner;
import dev.runbook.app.rehearse.ScenarioServer;
import dev.runbook.provider.helm.Helm;
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
            "  runbook rehearse --from-cluster update-coder.rb version=1.16.0",
            "  runbook rehearse --installed ./grafana-8.tgz update-release.rb \\",
            "    release=grafana chart=./grafana-9.tgz",
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

    @Option(names = "--serve", description = "Serve the cluster to plan, exec, kill and resume.")
    boolean serve;

    @Option(names = "--helm", paramLabel = "FILE", description = "Helm to rehearse with; a bundled 3.14 when left out.")
    @Nullable
    String helm;

    @Option(names = "--installed", paramLabel = "CHART", description = "Chart that is there before the run, or: none.")
    @Nullable
    String installed;

    @Option(names = "--installed-values", paramLabel = "FILE", description = "Values that it is installed with.")
    @Nullable
    String installedValues;

    @Option(names = "--record", paramLabel = "RUN", description = "Write a run (its id, or: last) as a scenario.")
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

    @Option(names = "--from-cluster", description = "Begin with a copy of your own cluster.")
    boolean fromCluster;

    @Option(names = "--context", paramLabel = "NAME", description = "Context to copy from.")
    @Nullable
    String context;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Kubeconfig to copy from.")
    @Nullable
    String kubeconfig;

    @Option(names = "--no-secrets", description = "Copy no Secrets but helm's records.")
    boolean noSecrets;

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
                cluster(),
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

    private Optional<ClusterSource> cluster() {
        if (!fromCluster) {
            if (context != null || kubeconfig != null || noSecrets) {
                String given = context != null ? "--context" : kubeconfig != null ? "--kubeconfig" : "--no-secrets";
                throw new CommandExit(
                        ExitCode.INVALID, "error: " + given + " says what --from-cluster copies, which is not given");
            }
            return Optional.empty();
        }
        String other = installed != null
                ? "--installed"
                : installedValues != null
                        ? "--installed-values"
                        : serve ? "--serve" : list ? "--list" : record != null ? "--record" : "";
        if (!other.isEmpty()) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: --from-cluster and " + other + " exclude each other: what is there before the run is what"
                            + " your cluster has, and it is played, not served");
        }
        Helm.Settings settings = new Helm.Settings(
                helm == null ? "helm" : helm, Optional.ofNullable(kubeconfig), Optional.ofNullable(context), Map.of());
        return Optional.of(new ClusterSource(settings, !noSecrets));
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
