package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.rehearse.Scenario;
import dev.runbook.app.rehearse.ScenarioResult;
import dev.runbook.app.rehearse.ScenarioRunner;
import dev.runbook.app.view.RunView;
import dev.runbook.app.view.Style;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.run.report.ExitCode;
import dev.runbook.run.report.RunReport;
import dev.runbook.text.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code runbook test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        header = {
            "Run every rehearsal of a runbook and compare with what its file expects.",
            "",
            "Examples:",
            "  runbook test update-coder.rb",
            "  runbook test --junit=report.xml my-edition.rb",
            ""
        })
final class TestCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Parameters(
            index = "0",
            paramLabel = "RUNBOOK",
            description = "A path, or the name of a shipped runbook.",
            completionCandidates = ShippedNames.class)
    String name = "";

    @Option(names = "--junit", paramLabel = "FILE", description = "Write a JUnit XML report.")
    @Nullable
    Path junit;

    @Option(names = "--helm", paramLabel = "FILE", description = "Helm to rehearse with; a bundled 3.14 when left out.")
    @Nullable
    String helm;

    @Option(names = "--runs", paramLabel = "DIR", description = "Keep the runs there; they are deleted when left out.")
    @Nullable
    Path kept;

    @Option(names = "--verbose", description = "Show the runs that pass, too; a run that does not is always shown.")
    boolean verbose;

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<ScenarioResult> verdicts = kept == null ? throwingRunsAway() : verdicts(kept.toAbsolutePath());
        long failed = verdicts.stream().filter(v -> !v.passed()).count();
        main.terminal.out().println((verdicts.size() - failed) + " passed, " + failed + " failed");
        if (junit != null) {
            try {
                Files.writeString(junit, ScenarioResult.junit(name, verdicts), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new CommandExit(ExitCode.INVALID, "error: " + junit + " cannot be written: " + IoReason.of(e));
            }
        }
        return failed == 0 ? 0 : ExitCode.FAILED.number();
    }

    private List<ScenarioResult> throwingRunsAway() throws InterruptedException, IOException {
        Path runs = Files.createTempDirectory("runbook-test-");
        try {
            return verdicts(runs);
        } finally {
            ScenarioRunner.delete(runs);
        }
    }

    private List<ScenarioResult> verdicts(Path runs) throws InterruptedException {
        ScenarioRunner rehearsing = new ScenarioRunner(main.runbooks(), name, runs, kept != null);
        SystemClock clock = new SystemClock();
        List<ScenarioResult> verdicts = new ArrayList<>();
        for (Scenario scenario : rehearsing.scenarios()) {
            StringWriter shown = new StringWriter();
            Duration start = clock.elapsed();
            ExitCode code = rehearsing.run(
                    scenario,
                    new PrintWriter(shown),
                    Optional.of(RunView.Screen.plain(Style.PLAIN)),
                    Optional.ofNullable(helm));
            Duration took = clock.elapsed().minus(start);
            ScenarioResult verdict = ScenarioResult.of(scenario, took, code, last(runs));
            verdicts.add(verdict);
            tell(verdict, shown.toString());
        }
        return verdicts;
    }

    /** What a person wants to see at once: the verdict, and the whole run when it is not as it should be. */
    private void tell(ScenarioResult verdict, String shown) {
        PrintWriter out = main.terminal.out();
        boolean passed = verdict.passed();
        if (verbose || !passed) {
            out.println(shown.indent(6));
        }
        out.printf(
                Locale.ROOT,
                "%s  %-24s %.1f s%n",
                passed ? "ok  " : "FAIL",
                SafeText.line(verdict.scenario().name()),
                verdict.took().toMillis() / 1000.0);
        verdict.problems().forEach(problem -> out.println("      " + SafeText.line(problem)));
        out.flush();
    }

    private RunReport last(Path runs) {
        RunFolders folders = new RunFolders(runs, runs, new SystemClock(), RandomGenerator.getDefault());
        return folders.names().stream()
                .map(run -> RunReport.of(folders.read(run).records()))
                .max(Comparator.comparing(RunReport::from))
                .orElseThrow();
    }
}
