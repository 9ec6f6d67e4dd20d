package dev.runbook.provider.helm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where helm keeps what it knows of chart repositories.
 *
 * @param repositories the file that lists them, with their credentials
 * @param cache the folder of their indexes and of fetched charts
 */
public record HelmHome(String repositories, String cache) {
    private static final Pattern SETTING = Pattern.compile("(HELM_[A-Z_]+)=\"(.*)\"");

    /** The home that {@code helm env} tells of; empty when it tells of none. */
    public static Optional<HelmHome> of(String env) {
        Map<String, String> settings = new LinkedHashMap<>();
        env.lines()
                .map(line -> SETTING.matcher(line.strip()))
                .filter(Matcher::matches)
                .forEach(m -> settings.put(m.group(1), m.group(2)));
        return Optional.ofNullable(settings.get("HELM_REPOSITORY_CONFIG"))
                .flatMap(list -> Optional.ofNullable(settings.get("HELM_REPOSITORY_CACHE"))
                        .map(cache -> new HelmHome(list, cache)));
    }

    /** The home that is in a folder of its own. */
    public static HelmHome in(String folder) {
        return new HelmHome(folder + "/repositories.yaml", folder + "/repository");
    }

    /** Whether a file of the cache says what a repository has; the rest are charts, which helm fetches anew. */
    public static boolean isIndex(String file) {
        return file.endsWith("-index.yaml") || file.endsWith("-charts.txt");
    }

    /** What makes helm use this home. Plugins and logins to registries stay where they are. */
    public Map<String, String> environment() {
        return Map.of(
                "HELM_REPOSITORY_CONFIG", repositories,
                "HELM_REPOSITORY_CACHE", cache,
                "HELM_CACHE_HOME", cache,
                "HELM_CONTENT_CACHE", cache + "/content");
    }
}
