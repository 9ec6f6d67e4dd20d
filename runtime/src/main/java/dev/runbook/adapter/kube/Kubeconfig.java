package dev.runbook.adapter.kube;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the cluster as kubectl does: {@code --kubeconfig}, the files of {@code KUBECONFIG}, {@code ~/.kube/config}, the pod's own. */
final class Kubeconfig {
    private static final int CONNECT_MILLIS = 4_000;
    private static final int REQUEST_MILLIS = 8_000;
    private static final File POD_TOKEN = new File(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH);

    private Kubeconfig() {}

    static Target resolve(Optional<String> file, Optional<String> context) {
        List<String> files = file.map(List::of).orElseGet(() -> List.copyOf(Config.getKubeconfigFilenames()));
        List<String> there = files.stream().filter(f -> new File(f).isFile()).toList();
        boolean pod = there.isEmpty() && file.isEmpty() && POD_TOKEN.isFile();
        if (there.isEmpty() && !pod) {
            throw failed(
                    "no cluster is configured: there is no " + String.join(" and no ", files),
                    "Name a kubeconfig with --kubeconfig FILE or with KUBECONFIG.");
        }
        for (String unreadable :
                there.stream().filter(f -> !new File(f).canRead()).toList()) {
            throw failed("the kubeconfig " + unreadable + " cannot be read", "Check its owner and its mode.");
        }
        Config config = load(file, context, String.join(", ", files));
        if (!pod) {
            check(config, context, String.join(", ", there));
            checkLogin(config);
        }
        config.setRequestRetryBackoffLimit(0);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        ClientKey.algorithm(config).ifPresent(config::setClientKeyAlgo);
        // Over plain HTTP, an upgrade to HTTP/2 would be tried with every new connection.
        config.setHttp2Disable(config.getMasterUrl().toLowerCase(Locale.ROOT).startsWith("http:"));
        String server = config.getMasterUrl().replaceAll("/+$", "");
        String namespace = Optional.ofNullable(config.getNamespace())
                .filter(n -> !n.isEmpty())
                .orElse("default");
        return new Target(
                config, pod ? "" : contextName(config), server, namespace, user(config), String.join(", ", there));
    }

    private static Config load(Optional<String> file, Optional<String> context, String source) {
        try {
            return file.isPresent()
                    ? Config.fromKubeconfig(context.orElse(null), new File(file.get()))
                    : Config.autoConfigure(context.orElse(null));
        } catch (RuntimeException unreadable) {
            throw failed(
                    "the kubeconfig " + source + " cannot be understood: " + Unreachable.cause(unreadable),
                    "kubectl config view must be able to read it.");
        }
    }

    private static void check(Config config, Optional<String> wanted, String source) {
        List<String> names = new ArrayList<>();
        if (config.getContexts() != null) {
            config.getContexts().stream().map(NamedContext::getName).sorted().forEach(names::add);
        }
        String known = names.isEmpty() ? "it has none" : "it has " + String.join(", ", names);
        if (wanted.isPresent() && !names.contains(wanted.get())) {
            throw failed(
                    "the kubeconfig %s has no context %s; %s".formatted(source, wanted.get(), known),
                    "Name one of them with --context.");
        }
        if (contextName(config).isEmpty()) {
            throw failed(
                    "the kubeconfig %s has no current context; %s".formatted(source, known),
                    "Name one with --context, or run kubectl config use-context NAME.");
        }
        NamedContext current = config.getCurrentContext();
        String cluster = current.getContext() == null
                ? ""
                : Stream.ofNullable(current.getContext().getCluster())
                        .findFirst()
                        .orElse("");
        if (cluster.isEmpty() || config.getMasterUrl().startsWith(Config.DEFAULT_MASTER_URL)) {
            throw failed(
                    "the kubeconfig %s says no server for context %s".formatted(source, contextName(config)),
                    "Its cluster \"%s\" must be under clusters, with a server.".formatted(cluster));
        }
    }

    /** fabric8 goes on without credentials when the program that should give them fails. */
    private static void checkLogin(Config config) {
        File file = config.getFileWithAuthInfo();
        boolean identified = Stream.of(
                        config.getAutoOAuthToken(),
                        config.getOauthToken(),
                        config.getClientCertData(),
                        config.getClientCertFile(),
                        config.getUsername())
                .anyMatch(credential -> credential != null && !credential.isEmpty());
        if (identified || file == null) {
            return;
        }
        KubeConfigUtils.parseConfig(file).getUsers().stream()
                .filter(u -> user(config).equals(u.getName())
                        && u.getUser() != null
                        && u.getUser().getExec() != null)
                .map(u -> u.getUser().getExec().getCommand())
                .findFirst()
                .ifPresent(command -> {
                    throw failed(
                            "the program %s, which logs user %s in, gave no credentials"
                                    .formatted(command, user(config)),
                            "Run it by hand, or log in again as your cluster asks you to.");
                });
    }

    private static String contextName(Config config) {
        NamedContext current = config.getCurrentContext();
        return current == null || current.getName() == null ? "" : current.getName();
    }

    /** What the kubeconfig calls the credentials. */
    private static String user(Config config) {
        NamedContext current = config.getCurrentContext();
        return current == null
                        || current.getContext() == null
                        || current.getContext().getUser() == null
                ? ""
                : current.getContext().getUser();
    }

    private static Failed failed(String summary, String advice) {
        return new Failed(Failure.of(FailureClass.Unreachable, summary, advice));
    }
}
