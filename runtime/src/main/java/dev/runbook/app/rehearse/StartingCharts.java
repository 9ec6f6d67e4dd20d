package dev.runbook.app.rehearse;

import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import dev.runbook.rehearsal.chart.ChartPackage;
import dev.runbook.rehearsal.chart.ChartSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The charts of a scenario, and which of them its releases are installed from.
 *
 * @param packages what the chart repository serves
 */
record StartingCharts(List<ChartPackage> packages) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]*");

    /** The stand-in in the versions that are asked for, and the charts that lie somewhere. */
    static StartingCharts of(Scenario scenario, RunbookNames names) throws IOException, ScenarioException {
        List<ChartPackage> packages = new ArrayList<>();
        for (String chart : scenario.helm().charts()) {
            packages.add(
                    ChartPaths.looksSo(chart)
                            ? packed(scenario, chart)
                            : ChartPackage.of(ChartSource.coder().named(standIn(names)), chart));
        }
        return new StartingCharts(packages);
    }

    private static ChartPackage packed(Scenario scenario, String path) throws ScenarioException {
        Path file = Path.of(path);
        if (!Files.exists(file)) {
            throw wrong(scenario, "charts", "names " + path + ", which is not there");
        }
        try {
            return Files.isDirectory(file)
                    ? ChartPackage.of(ChartSource.folder(file))
                    : ChartPackage.archive(Files.readAllBytes(file));
        } catch (IOException | IllegalArgumentException e) {
            throw wrong(scenario, "charts", "names " + path + ", which is no chart: " + e.getMessage());
        }
    }

    /** The stand-in is called as the runbook calls its chart. */
    private static String standIn(RunbookNames names) {
        String name = RunbookNames.chartName(names.chart());
        boolean named = !ChartPaths.looksSo(names.chart()) && !ChartPaths.isAddress(names.chart());
        return named && NAME.matcher(name).matches() ? name : "coder";
    }

    /** The releases with their names and charts. */
    List<StartingHelm.ChosenRelease> choose(Scenario scenario, RunbookNames names, String repository)
            throws ScenarioException {
        List<StartingHelm.ChosenRelease> chosen = new ArrayList<>();
        for (StartingRelease release : scenario.helm().releases()) {
            chosen.add(new StartingHelm.ChosenRelease(
                    release.nameOr(names),
                    release.namespaceOr(names),
                    chart(scenario, release, names, repository),
                    release.values()));
        }
        return chosen;
    }

    private List<String> chart(Scenario scenario, StartingRelease release, RunbookNames names, String repository)
            throws ScenarioException {
        String said = release.chart().orElse("");
        if (ChartPaths.looksSo(said)) {
            if (!Files.exists(Path.of(said))) {
                throw wrong(scenario, "installed", "has the chart " + said + ", which is not there");
            }
            return List.of(said);
        }
        if (packages.isEmpty() && said.contains("/") && release.version().isEmpty()) {
            return List.of(said);
        }
        String version = release.version()
                .orElseThrow(() -> wrong(scenario, "installed", "says neither a `version` nor the path of a `chart`"));
        if (packages.isEmpty()) {
            return fetched(scenario, release.chart().orElse(names.chart()), version);
        }
        List<ChartPackage> of =
                packages.stream().filter(one -> one.version().equals(version)).toList();
        String wanted = RunbookNames.chartName(release.chart().orElse(names.chart()));
        List<ChartPackage> named =
                of.stream().filter(one -> one.name().equals(wanted)).toList();
        if (named.isEmpty() && (of.size() != 1 || release.chart().isPresent())) {
            throw wrong(
                    scenario,
                    "installed",
                    "is " + version + " of " + wanted + ", which is not among `charts`: "
                            + packages.stream()
                                    .map(one -> one.name() + " " + one.version())
                                    .collect(Collectors.joining(", ")));
        }
        ChartPackage chart = named.isEmpty() ? of.getFirst() : named.getFirst();
        return List.of(chart.name(), "--repo=" + repository, "--version=" + version);
    }

    /** Without charts of its own a scenario is about those that the operator's helm has fetched. */
    private static List<String> fetched(Scenario scenario, String chart, String version) throws ScenarioException {
        if (ChartPaths.isAddress(chart)) {
            throw wrong(
                    scenario,
                    "installed",
                    "is " + version + " of " + chart + ", and a rehearsal asks no registry. First: helm pull " + chart
                            + " --version " + version + ", then give the archive as its `chart`");
        }
        if (!chart.contains("/") || ChartPaths.looksSo(chart)) {
            throw wrong(
                    scenario,
                    "installed",
                    "is " + version + " of " + chart + ", and there are no `charts`. Give the path of the `chart` that"
                            + " is installed, or REPOSITORY/CHART");
        }
        return List.of(chart, "--version=" + version);
    }

    private static ScenarioException wrong(Scenario scenario, String field, String what) {
        return ScenarioFields.wrong(scenario.place(), field, what);
    }
}
