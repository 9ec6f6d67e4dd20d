package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says which versions of a chart there are, when the one that was asked for is not there. */
final class ChartSearch {
    private static final int MOST_SHOWN = 8;

    private ChartSearch() {}

    static Failed explain(Helm helm, String chart, Optional<String> wanted, Failed original)
            throws InterruptedException {
        List<String> advice = new ArrayList<>();
        List<String> versions = versions(helm, chart);
        if (!versions.isEmpty()) {
            advice.add("Versions that helm knows of: "
                    + versions.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
                    + (versions.size() > MOST_SHOWN ? " and " + (versions.size() - MOST_SHOWN) + " older ones." : "."));
        }
        advice.addAll(original.failure().advice());
        Failure failure = original.failure();
        return new Failed(new Failure(
                FailureClass.ChartNotFound,
                failure.classes(),
                "there is no chart %s%s: %s"
                        .formatted(chart, wanted.map(v -> " in version " + v).orElse(""), failure.summary()),
                failure.output(),
                failure.command(),
                failure.exitCode(),
                failure.resource(),
                advice));
    }

    /** Empty when the chart is not in a repository that helm knows; a search that fails must not hide the failure. */
    private static List<String> versions(Helm helm, String chart) throws InterruptedException {
        if (chart.startsWith(".") || chart.startsWith("/") || chart.contains("://") || !chart.contains("/")) {
            return List.of();
        }
        try {
            String found = helm.read(List.of("search", "repo", chart, "--versions", "--output=json"), Optional.empty());
            return HelmOutput.versions(found, chart);
        } catch (Failed e) {
            return List.of();
        }
    }
}
