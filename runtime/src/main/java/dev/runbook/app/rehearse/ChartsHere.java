package dev.runbook.app.rehearse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The charts that are on this machine, as a rehearsal finds them.
 *
 * @param folders with archives
 */
public record ChartsHere(List<Path> folders) {
    public ChartsHere {
        folders = List.copyOf(folders);
    }

    /** Those of an operator with this environment. */
    public static ChartsHere of(Map<String, String> environment) {
        return new ChartsHere(List.of(
                Path.of("").toAbsolutePath(),
                FetchedRepositories.of(environment).cache()));
    }

    /** Where the archive of a chart is. */
    public Optional<String> archive(String chart, String version) {
        return folders.stream()
                .map(folder -> folder.resolve(chart + "-" + version + ".tgz"))
                .filter(Files::isRegularFile)
                .map(Path::toString)
                .findFirst();
    }

    /** Whether a chart is told by its path. */
    public static boolean isPath(String chart) {
        return ChartPaths.looksSo(chart) || Files.exists(Path.of(chart));
    }
}
