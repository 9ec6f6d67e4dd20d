package dev.runbook.app.rehearse;

import dev.runbook.diagnostic.Suggestion;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import dev.runbook.rehearsal.behaviour.WorkloadPattern;
import java.util.List;
import java.util.Optional;

/** What a scenario cannot mean, whatever its runbook says: no version, no workload, no end of a step. */
record ScenarioValues(String place) {
    private static final List<String> ENDS =
            List.of("done", "recovered", "failed", "finished", "skipped", "unfinished");

    static void check(String place, Scenario scenario) throws ScenarioException {
        ScenarioValues values = new ScenarioValues(place);
        for (String version : scenario.helm().charts()) {
            if (!ChartPaths.looksSo(version)) {
                values.version("charts", version);
            }
        }
        if (scenario.helm().charts().isEmpty()
                && !scenario.helm().repositories().isEmpty()) {
            throw values.wrong(
                    "repositories", "needs the `charts` that are served there: write `charts: [1.16.0]`, say");
        }
        for (StartingRelease release : scenario.helm().releases()) {
            if (release.version().isPresent() && release.chart().isEmpty()) {
                values.installed(release.version().get(), scenario.helm().charts());
            }
        }
        if (scenario.helm().releases().isEmpty() && scenario.helm().pending().isPresent()) {
            throw values.wrong("pending", "needs a release that was interrupted: write `installed:`, too");
        }
        for (String pattern : scenario.cluster().neverReady()) {
            values.workload("never_ready", pattern);
        }
        for (String pattern : scenario.troubles().crashing().keySet()) {
            values.workload(TroubleReader.PODS, pattern);
        }
        for (String end : scenario.expectation().steps().values()) {
            values.end(end);
        }
    }

    private void version(String field, String version) throws ScenarioException {
        if (SemanticVersion.parse(version).isEmpty()) {
            throw wrong(field, "has \"" + version + "\", which is not a version. Write it like 1.16.0");
        }
    }

    private void installed(String version, List<String> charts) throws ScenarioException {
        // What version a chart from elsewhere has, only the chart says.
        if (!charts.isEmpty() && !charts.contains(version) && charts.stream().noneMatch(ChartPaths::looksSo)) {
            throw wrong("installed", "is " + version + ", which is not among `charts`: " + String.join(", ", charts));
        }
    }

    private void workload(String field, String pattern) throws ScenarioException {
        try {
            WorkloadPattern.parse(RunbookNames.USUALLY.workloads(pattern));
        } catch (IllegalArgumentException e) {
            throw wrong(field, "is a list of workloads, and " + e.getMessage());
        }
    }

    private void end(String end) throws ScenarioException {
        for (String part : end.split(", ", -1)) {
            if (!ENDS.contains(part)) {
                Optional<String> near = Suggestion.nearest(part, ENDS);
                throw wrong(
                        "expect",
                        "says that a step is \"" + part + "\". "
                                + near.map(meant -> "Did you mean `" + meant + "`?")
                                        .orElse("It is one of " + String.join(", ", ENDS) + "."));
            }
        }
    }

    private ScenarioException wrong(String field, String what) {
        return ScenarioFields.wrong(place, field, what);
    }
}
