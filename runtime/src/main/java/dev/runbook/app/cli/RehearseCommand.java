package dev.runbook.app.cli;

import dev.runbook.app.rehearse.Scenario;
import dev.runbook.app.rehearse.ScenarioRunner;
import dev.runbook.app.rehearse.ScenarioServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
            "  runbook rehearse --list update-coder.rb",
            "  runbook rehearse --scenario=foreign-owner update-coder.rb",
            "  runbook rehearse --serve update-coder.rb    to plan, exec, kill and resume",
            ""
        })
final class RehearseCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Parameters(
            index = "0",
            paramLabel = "RUNBOOK",
            description = "A path, or the name of a shipped runbook.",
            completionCandidates = ShippedNames.class)
    String name = "";

    @Option(names = "--scenario", paramLabel = "NAME", description = "Which scenario; the first when left out.")
    @Nullable
    String scenario;

    @Option(names = "--list", description = "List the scenarios.")
    boolean list;

    @Option(names = "--serve", description = "Only serve the scenario's cluster, for commands in another terminal.")
    boolean serve;

    @Option(names = "--helm", paramLabel = "FILE", description = "Helm to rehearse with; a bundled 3.14 when left out.")
    @Nullable
    String helm;

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    RunsOption runs = new RunsOption();

    @Override
    public Integer call() throws InterruptedException {
        ScenarioRunner rehearsing = new ScenarioRunner(main.runbooks(), name, runs.folder.toAbsolutePath(), true);
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
