package dev.runbook.app.rehearse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The chart repositories that the operator's helm knows, as it fetched them last.
 *
 * @param addresses by their names
 * @param cache where helm keeps their indexes, and the charts that it has fetched
 */
record FetchedRepositories(Map<String, String> addresses, Path cache) {

    /** Those of the helm that a person with this environment would use. */
    static FetchedRepositories of(Map<String, String> environment) {
        boolean mac = System.getProperty("os.name", "").startsWith("Mac");
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "")));
        Path config = path(environment, "HELM_CONFIG_HOME", "")
                .or(() -> path(environment, "XDG_CONFIG_HOME", "helm"))
                .orElse(home.resolve(mac ? "Library/Preferences/helm" : ".config/helm"));
        Path cache = path(environment, "HELM_CACHE_HOME", "")
                .or(() -> path(environment, "XDG_CACHE_HOME", "helm"))
                .orElse(home.resolve(mac ? "Library/Caches/helm" : ".cache/helm"));
        return new FetchedRepositories(
                addresses(path(environment, "HELM_REPOSITORY_CONFIG", "").orElse(config.resolve("repositories.yaml"))),
                path(environment, "HELM_REPOSITORY_CACHE", "").orElse(cache.resolve("repository")));
    }

    private static Optional<Path> path(Map<String, String> environment, String variable, String inside) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isBlank())
                .map(text -> Path.of(text).resolve(inside));
    }

    /** Names and addresses alone: no password is taken along, and none is needed. */
    private static Map<String, String> addresses(Path file) {
        Map<String, String> addresses = new LinkedHashMap<>();
        try {
            if (Files.isRegularFile(file)
                    && new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file))
                            instanceof Map<?, ?> top
                    && top.get("repositories") instanceof List<?> all) {
                for (Object one : all) {
                    if (one instanceof Map<?, ?> entry && entry.get("name") != null && entry.get("url") != null) {
                        addresses.put(String.valueOf(entry.get("name")), String.valueOf(entry.get("url")));
                    }
                }
            }
        } catch (IOException | YAMLException unreadable) {
            // Helm itself says so when it is asked; a rehearsal begins without.
            return Map.of();
        }
        return addresses;
    }

    /** The name of the repository with an address, whether or not that ends in a slash. */
    Optional<String> named(String address) {
        return addresses.entrySet().stream()
                .filter(one -> plain(one.getValue()).equals(plain(address)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String plain(String address) {
        return address.replaceFirst("/+$", "");
    }

    Path index(String name) {
        return cache.resolve(name + "-index.yaml");
    }

    /** Makes a helm know the same, in a home of its own. */
    void copy(Path config, Path copied) throws IOException {
        if (addresses.isEmpty()) {
            return;
        }
        Files.createDirectories(config);
        Files.createDirectories(copied);
        List<Map<String, String>> entries = new ArrayList<>();
        for (Map.Entry<String, String> one : addresses.entrySet()) {
            if (!Files.isRegularFile(index(one.getKey()))) {
                // An update of all repositories would end at it, and helm has never fetched it.
                continue;
            }
            entries.add(Map.of("name", one.getKey(), "url", one.getValue()));
            for (String kept : List.of("-index.yaml", "-charts.txt")) {
                Path file = cache.resolve(one.getKey() + kept);
                if (Files.isRegularFile(file)) {
                    Files.copy(file, copied.resolve(one.getKey() + kept));
                }
            }
        }
        Map<String, Object> file = Map.of("apiVersion", "", "repositories", entries);
        Files.writeString(config.resolve("repositories.yaml"), new Yaml().dump(file));
    }

    /** The archives of charts in some folders. */
    static List<Path> archives(List<Path> folders) throws IOException {
        List<Path> archives = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.toString().endsWith(".tgz") && Files.isRegularFile(file))
                            .sorted()
                            .forEach(archives::add);
                }
            }
        }
        return archives;
    }
}
