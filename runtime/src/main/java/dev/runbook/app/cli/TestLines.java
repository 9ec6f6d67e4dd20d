package dev.runbook.app.cli;

import dev.runbook.app.rehearse.Coverage;
import dev.runbook.app.rehearse.Scenario;
import dev.runbook.app.rehearse.ScenarioResult;
import dev.runbook.app.rehearse.ScenarioTests.TestedRunbook;
import dev.runbook.app.rehearse.ScenarioTests.TestedScenario;
import dev.runbook.app.rehearse.TestJunit;
import dev.runbook.run.report.EndingText;
import dev.runbook.run.report.RunReport;
import dev.runbook.run.report.TextWidth;
import dev.runbook.text.SafeText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What people see of tests: a line for each scenario, and of one that is not as expected what differs.
 *
 * @param verbose whether the runs are shown, too
 */
record TestLines(PrintWriter out, List<TestedRunbook> subjects, boolean verbose) {
    private static final int WIDTH = 80;
    private static final String INDENT = "      ";

    void tell(TestedScenario tested) {
        ScenarioResult result = tested.result();
        if (subjects.size() > 1
                && tested.result()
                        .scenario()
                        .equals(tested.subject().scenarios().getFirst())) {
            out.println(SafeText.line(tested.subject().runner().name()));
        }
        if (verbose) {
            out.println(tested.shown().indent(INDENT.length()));
        }
        out.printf(
                Locale.ROOT,
                "%s  %-" + widest() + "s %.1f s%n",
                result.passed() ? "ok  " : "FAIL",
                SafeText.line(result.scenario().name()),
                result.took().toMillis() / 1000.0);
        result.problems().forEach(this::wrapped);
        if (!result.passed() && tested.run().hasBegun()) {
            RunReport report = tested.run().report();
            wrapped("the run: " + EndingText.headline(report));
            report.problems().stream()
                    .findFirst()
                    .ifPresent(problem ->
                            wrapped("at " + problem.place() + ": " + EndingText.sentence(problem.failure())));
        }
        out.flush();
    }

    /** How many are as expected, and what none of them has come to. */
    void sum(List<TestJunit> suites, boolean missed) {
        List<ScenarioResult> all =
                suites.stream().flatMap(suite -> suite.results().stream()).toList();
        long failed = all.stream().filter(result -> !result.passed()).count();
        out.println((all.size() - failed) + " passed, " + failed + " failed");
        for (TestJunit suite : suites) {
            suite.coverage().ifPresent(coverage -> covered(suite.runbook(), coverage, missed));
        }
        if (failed > 0 && !verbose) {
            out.println("A run as an operator sees it: runbook test --verbose --scenario=NAME RUNBOOK");
        }
        out.flush();
    }

    private void covered(String runbook, Coverage coverage, boolean missed) {
        String whose = subjects.size() > 1 ? " of " + runbook : "";
        String more = coverage.missed().isEmpty() || missed ? "" : " (--coverage lists the rest)";
        TextWidth.hanging(SafeText.line("coverage" + whose + ": " + coverage.summary() + more), WIDTH)
                .forEach(out::println);
        if (missed) {
            coverage.missed()
                    .forEach(place -> TextWidth.hanging(SafeText.line("  " + place.at() + "  " + place.words()), WIDTH)
                            .forEach(out::println));
        }
    }

    private int widest() {
        return subjects.stream()
                .flatMap(subject -> subject.scenarios().stream())
                .map(Scenario::name)
                .mapToInt(TextWidth::width)
                .max()
                .orElse(1);
    }

    private void wrapped(String text) {
        TextWidth.wrap(SafeText.line(text), WIDTH - INDENT.length()).forEach(line -> out.println(INDENT + line));
    }
}
