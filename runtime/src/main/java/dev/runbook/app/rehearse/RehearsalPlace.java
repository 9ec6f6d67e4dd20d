package dev.runbook.app.rehearse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a rehearsal is.
 *
 * @param folder an empty folder that it may fill
 * @param cache where the helm of the bundle is kept between rehearsals
 * @param helm the operator's helm; empty to use the bundled one
 * @param fetched the charts of this machine, for a scenario that has none
 */
public record RehearsalPlace(Path folder, Path cache, Optional<String> helm, FetchedCharts fetched) {
    /** One on the machine of an operator with this environment, who is in a folder with charts, maybe. */
    static RehearsalPlace of(Map<String, String> environment, Path folder, Optional<String> helm) {
        String base = environment.getOrDefault(
                "XDG_CACHE_HOME", environment.getOrDefault("HOME", System.getProperty("java.io.tmpdir")) + "/.cache");
        FetchedRepositories known = FetchedRepositories.of(environment);
        List<Path> folders = List.of(Path.of("").toAbsolutePath(), known.cache());
        return new RehearsalPlace(folder, Path.of(base, "runbook"), helm, new FetchedCharts(known, folders));
    }

    /** One where helm knows nothing. */
    public static RehearsalPlace bare(Path folder, Path cache, Optional<String> helm) {
        FetchedRepositories none = new FetchedRepositories(Map.of(), folder);
        return new RehearsalPlace(folder, cache, helm, new FetchedCharts(none, List.of()));
    }
}
