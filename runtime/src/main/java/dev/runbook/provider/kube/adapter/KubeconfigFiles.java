package dev.runbook.provider.kube.adapter;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The kubeconfig files that a command goes by, as kubectl finds and merges them: of two with the same name, the first file
 * counts. Reading them starts no login program.
 *
 * @param named all that are named, whether they are there or not
 * @param parsed those that are there, in the order in which they count
 */
record KubeconfigFiles(List<String> named, Map<File, Config> parsed) {
    private static final String ADVICE = "kubectl config view must be able to read it.";

    /** Those of {@code --kubeconfig}, of {@code KUBECONFIG}, or {@code ~/.kube/config}. */
    static KubeconfigFiles find(Optional<String> file, Map<String, String> environment) {
        List<String> named = file.map(List::of).orElseGet(() -> ofEnvironment(environment));
        Map<File, Config> parsed = new LinkedHashMap<>();
        named.stream().map(File::new).filter(File::isFile).forEach(there -> parsed.put(there, parse(there)));
        return new KubeconfigFiles(named, parsed);
    }

    private static List<String> ofEnvironment(Map<String, String> environment) {
        List<String> named = Stream.of(
                        environment.getOrDefault("KUBECONFIG", "").split(File.pathSeparator, -1))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        return named.isEmpty() ? List.of(home + "/.kube/config") : named;
    }

    private static Config parse(File file) {
        if (!file.canRead()) {
            throw failed("the kubeconfig " + file + " cannot be read", "Check its owner and its mode.");
        }
        try {
            // An empty file has nothing to say, and is none to complain about.
            Config parsed = file.length() == 0 ? new Config() : KubeConfigUtils.parseConfig(file);
            return parsed == null ? new Config() : parsed;
        } catch (RuntimeException unreadable) {
            throw failed(
                    "the kubeconfig %s cannot be parsed: %s".formatted(file, Unreachable.cause(unreadable)), ADVICE);
        }
    }

    /** The files that are there, for people. */
    String source() {
        return String.join(", ", parsed.keySet().stream().map(File::getPath).toList());
    }

    /** The names of all contexts, in order. */
    List<String> contexts() {
        return each(Config::getContexts)
                .map(NamedContext::getName)
                .distinct()
                .sorted()
                .toList();
    }

    /** The context that counts where none is named. */
    Optional<String> current() {
        return parsed.values().stream()
                .map(Config::getCurrentContext)
                .filter(name -> name != null && !name.isEmpty())
                .findFirst();
    }

    Optional<Context> context(String name) {
        return each(Config::getContexts)
                .filter(each -> name.equals(each.getName()))
                .map(NamedContext::getContext)
                .filter(Objects::nonNull)
                .findFirst();
    }

    Optional<Cluster> cluster(String name) {
        return each(Config::getClusters)
                .filter(each -> name.equals(each.getName()))
                .map(NamedCluster::getCluster)
                .filter(Objects::nonNull)
                .findFirst();
    }

    Optional<AuthInfo> user(String name) {
        return each(Config::getUsers)
                .filter(each -> name.equals(each.getName()))
                .map(NamedAuthInfo::getUser)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The file that a user's credentials stand in: paths in them begin there. */
    File home(String user) {
        return parsed.entrySet().stream()
                .filter(each -> each.getValue().getUsers() != null
                        && each.getValue().getUsers().stream().anyMatch(u -> user.equals(u.getName())))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(new File(""));
    }

    private <T> Stream<T> each(Function<Config, Collection<T>> part) {
        List<T> all = new ArrayList<>();
        parsed.values().stream().map(part).filter(Objects::nonNull).forEach(all::addAll);
        return all.stream().filter(Objects::nonNull);
    }

    static Failed failed(String summary, String advice) {
        return new Failed(Failure.of(FailureClass.Unreachable, summary, advice));
    }
}
