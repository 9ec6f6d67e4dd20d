package dev.runbook.app.rehearse;

import dev.runbook.language.value.SemanticVersion;
import dev.runbook.provider.ScenarioException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells paths of charts from their names, as helm does.
 *
 * @param folder where relative paths start
 */
record ChartPaths(Path folder) {
    /** Those that are written in a file. */
    static ChartPaths beside(String file) {
        return new ChartPaths(Path.of(file).toAbsolutePath().resolveSibling(""));
    }

    /** A path in full; a name or a version as it is. */
    String whole(String chart) {
        try {
            Path there = folder.resolve(chart).normalize();
            return looksSo(chart) || Files.exists(there) ? there.toString() : chart;
        } catch (InvalidPathException name) {
            return chart;
        }
    }

    /** What helm knows when it is said on the command line what is installed. */
    Scenario.HelmState installed(Scenario.HelmState scenario, String said, Optional<String> values)
            throws ScenarioException {
        if (said.equals("none")) {
            return scenario.with(List.of());
        }
        List<StartingRelease> others = scenario.releases();
        StartingRelease first = others.isEmpty() ? StartingRelease.USUAL : others.getFirst();
        boolean version = SemanticVersion.parse(said).isPresent() && whole(said).equals(said);
        List<StartingRelease> releases = new ArrayList<>();
        StartingRelease release = version
                ? first.of(Optional.empty(), Optional.of(said))
                : first.of(Optional.of(whole(said)), Optional.empty());
        releases.add(values.isPresent() ? release.with(folder.resolve(values.get())) : release);
        releases.addAll(others.subList(Math.min(1, others.size()), others.size()));
        return scenario.with(releases);
    }

    /** Whether a text can only be meant as a path, be anything there or not. */
    static boolean looksSo(String chart) {
        return chart.startsWith("/") || chart.startsWith("./") || chart.startsWith("../") || chart.endsWith(".tgz");
    }

    /** Whether a chart has an address of its own, of whatever kind. */
    static boolean isAddress(String chart) {
        return chart.contains("://");
    }

    /** Whether a chart is one of a registry, which a rehearsal does not ask. */
    static boolean isRegistry(String chart) {
        return chart.startsWith("oci://");
    }
}
