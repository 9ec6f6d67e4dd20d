package dev.runbook.app.rehearse;

import static dev.runbook.run.report.JunitXml.element;

import dev.runbook.run.report.ExitCode;
import dev.runbook.run.report.JunitXml;
import dev.runbook.run.report.JunitXml.Attribute;
import dev.runbook.run.report.ReportText;
import dev.runbook.run.report.RunReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of a scenario, held to what its file expects; no problems means that it passed. */
public record ScenarioResult(Scenario scenario, Duration took, List<String> problems) {
    /** The result of a run that has ended. */
    static ScenarioResult of(Scenario scenario, Duration took, RehearsedRun run) {
        ScenarioResult of = of(scenario, took, run.code(), run.report());
        return new ScenarioResult(
                scenario,
                took,
                Stream.concat(of.problems().stream(), run.unmet().stream()).toList());
    }

    /** The result of a run that ended with this code and this report. */
    public static ScenarioResult of(Scenario scenario, Duration took, ExitCode code, RunReport report) {
        return new ScenarioResult(scenario, took, problems(scenario, code, report));
    }

    public boolean passed() {
        return problems.isEmpty();
    }

    private static List<String> problems(Scenario scenario, ExitCode code, RunReport report) {
        List<String> problems = new ArrayList<>();
        int wanted = scenario.expectation().exit();
        if (code.number() != wanted) {
            problems.add("it ended with exit code " + code.number() + " (" + code.about() + ") and not " + wanted);
        }
        for (Map.Entry<String, String> step : scenario.expectation().steps().entrySet()) {
            String end = end(report, step.getKey());
            if (!end.equals(step.getValue())) {
                problems.add("step \"" + step.getKey() + "\" is " + (end.isEmpty() ? "not reached" : end) + " and not "
                        + step.getValue());
            }
        }
        unsaid(scenario, report).forEach(text -> problems.add("the report does not say \"" + text + "\""));
        return problems;
    }

    /** The texts that a report is to say, and does not. */
    public List<String> unsaid(RunReport report) {
        return unsaid(scenario, report);
    }

    private static List<String> unsaid(Scenario scenario, RunReport report) {
        // Lines are broken for people; a text may stand across two of them.
        String said = String.join(" ", ReportText.of(report)).replaceAll("\\s+", " ");
        return scenario.expectation().says().stream()
                .filter(text -> !said.contains(text))
                .toList();
    }

    /** How the steps of a title ended, in their order; empty when none was reached. */
    static String end(RunReport report, String title) {
        return report.allSteps()
                .filter(step -> step.title().equals(title))
                .map(ReportText::end)
                .collect(Collectors.joining(", "));
    }

    /** A case of a suite of JUnit XML. */
    String testcase() {
        return element(
                "testcase",
                List.of(new Attribute("name", scenario.name()), JunitXml.time(took)),
                problems.stream()
                        .map(problem -> element("failure", List.of(new Attribute("message", problem))))
                        .collect(Collectors.joining()));
    }
}
