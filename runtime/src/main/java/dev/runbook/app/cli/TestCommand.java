package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.rehearse.Scenario;
import dev.runbook.app.rehearse.ScenarioRunner;
import dev.runbook.app.view.RunView;
import dev.runbook.app.view.Style;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.run.report.ExitCode;
import dev.runbook.run.report.ReportText;
import dev.runbook.run.report.RunReport;
import dev.runbook.run.report.XmlText;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
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

    /** One scenario's outcome; no problems means that it passed. */
    private record ScenarioResult(Scenario scenario, Duration took, List<String> problems) {}

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<ScenarioResult> verdicts = kept == null ? throwingRunsAway() : verdicts(kept.toAbsolutePath());
        long failed = verdicts.stream().filter(v -> !v.problems().isEmpty()).count();
        main.terminal.out().println((verdicts.size() - failed) + " passed, " + failed + " failed");
        if (junit != null) {
            try {
                Files.writeString(junit, junit(verdicts), StandardCharsets.UTF_8);
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
            ScenarioResult verdict = new ScenarioResult(scenario, took, problems(scenario, code, last(runs)));
            verdicts.add(verdict);
            tell(verdict, shown.toString());
        }
        return verdicts;
    }

    /** What a person wants to see at once: the verdict, and the whole run when it is not as it should be. */
    private void tell(ScenarioResult verdict, String shown) {
        PrintWriter out = main.terminal.out();
        boolean passed = verdict.problems().isEmpty();
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

    private static List<String> problems(Scenario scenario, ExitCode code, RunReport report) {
        List<String> problems = new ArrayList<>();
        int wanted = scenario.expectation().exit();
        if (code.number() != wanted) {
            problems.add("it ended with exit code " + code.number() + " (" + code.about() + ") and not " + wanted);
        }
        for (Map.Entry<String, String> step : scenario.expectation().steps().entrySet()) {
            String end = report.allSteps()
                    .filter(s -> s.title().equals(step.getKey()))
                    .map(ReportText::end)
                    .collect(Collectors.joining(", "));
            if (!end.equals(step.getValue())) {
                problems.add("step \"" + step.getKey() + "\" is " + (end.isEmpty() ? "not reached" : end) + " and not "
                        + step.getValue());
            }
        }
        // Lines are broken for people; a text may stand across two of them.
        String said = String.join(" ", ReportText.of(report)).replaceAll("\\s+", " ");
        for (String text : scenario.expectation().says()) {
            if (!said.contains(text)) {
                problems.add("the report does not say \"" + text + "\"");
            }
        }
        return problems;
    }

    private String junit(List<ScenarioResult> verdicts) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\">\n"
                .formatted(
                        XmlText.escape(name),
                        verdicts.size(),
                        verdicts.stream().filter(v -> !v.problems().isEmpty()).count()));
        for (ScenarioResult verdict : verdicts) {
            xml.append("  <testcase name=\"%s\" time=\"%.3f\">"
                    .formatted(
                            XmlText.escape(verdict.scenario().name()),
                            verdict.took().toMillis() / 1000.0));
            verdict.problems().forEach(p -> xml.append("<failure message=\"%s\"/>".formatted(XmlText.escape(p))));
            xml.append("</testcase>\n");
        }
        return xml.append("</testsuite>\n").toString();
    }
}
