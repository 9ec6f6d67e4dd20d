package dev.runbook.provider.kube.adapter;

import static dev.runbook.provider.kube.adapter.KubeconfigFiles.failed;

import dev.runbook.language.failure.Failed;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the cluster as kubectl does: {@code --kubeconfig}, the files of {@code KUBECONFIG}, {@code ~/.kube/config}, the pod's
 * own. Unlike the client's own way to find it, no other variable has a say.
 */
final class Kubeconfig {
    private static final int CONNECT_MILLIS = 4_000;
    private static final int REQUEST_MILLIS = 8_000;

    private final Optional<String> file;
    private final Optional<String> wanted;
    private final Map<String, String> environment;
    private final KubeconfigFiles files;

    /**
     * Reads the files.
     *
     * @param file as given with {@code --kubeconfig}
     * @param wanted as given with {@code --context}
     */
    Kubeconfig(Optional<String> file, Optional<String> wanted, Map<String, String> environment) {
        this.file = file;
        this.wanted = wanted;
        this.environment = environment;
        this.files = KubeconfigFiles.find(file, environment);
    }

    /** The cluster, with what we are known by there; a login program is run. */
    static KubeContext resolve(Optional<String> file, Optional<String> context, Map<String, String> environment) {
        return new Kubeconfig(file, context, environment).target();
    }

    /** Whether there is one that names a current context; what cannot be read may. */
    static boolean namesContext(Optional<String> file, Map<String, String> environment) {
        try {
            return KubeconfigFiles.find(file, environment).current().isPresent();
        } catch (Failed unreadable) {
            return true;
        }
    }

    KubeContext target() {
        if (inPod()) {
            Config config = PodAccount.config(environment);
            return target(config, "", PodAccount.namespace(), "");
        }
        ProgramContext context = context();
        Config config = load(context);
        TokenFile.of(files, context.user()).ifPresent(config::setOauthTokenProvider);
        checkLogin(config, context.user());
        return target(config, context.name(), context.namespace(), context.user());
    }

    private KubeContext target(Config config, String context, String namespace, String user) {
        Proxies.of(environment).setOn(config);
        config.setRequestRetryBackoffLimit(0);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        ClientKey.algorithm(config).ifPresent(config::setClientKeyAlgo);
        // Over plain HTTP, an upgrade to HTTP/2 would be tried with every new connection.
        config.setHttp2Disable(config.getMasterUrl().toLowerCase(Locale.ROOT).startsWith("http:"));
        return new KubeContext(
                config, context, config.getMasterUrl().replaceAll("/+$", ""), namespace, user, files.source());
    }

    /** Whether nothing is configured, and the account of the pod that we run in is all there is. */
    boolean inPod() {
        return files.parsed().isEmpty() && file.isEmpty() && wanted.isEmpty() && PodAccount.isThere(environment);
    }

    /** The context that the command works in; fails where there is none of that name, or none at all. */
    ProgramContext context() {
        if (files.parsed().isEmpty()) {
            throw failed(
                    "no cluster is configured: there is no " + String.join(" and no ", files.named()),
                    "Name a kubeconfig with --kubeconfig FILE or with KUBECONFIG.");
        }
        List<String> names = files.contexts();
        String known = names.isEmpty() ? "it has none" : "it has " + String.join(", ", names);
        String name = wanted.or(files::current)
                .orElseThrow(() -> failed(
                        "the kubeconfig %s has no current context; %s".formatted(files.source(), known),
                        "Name one with --context, or run kubectl config use-context NAME."));
        Context context = files.context(name)
                .orElseThrow(() -> failed(
                        wanted.isPresent()
                                ? "the kubeconfig %s has no context %s; %s".formatted(files.source(), name, known)
                                : "the current context of the kubeconfig %s is %s, which is not one of its contexts; %s"
                                        .formatted(files.source(), name, known),
                        "Name one of them with --context."));
        String cluster = Objects.requireNonNullElse(context.getCluster(), "");
        String server = files.cluster(cluster)
                .map(Cluster::getServer)
                .filter(each -> !each.isEmpty())
                .orElseThrow(() -> failed(
                        "the kubeconfig %s has no server for context %s".formatted(files.source(), name),
                        "Its cluster \"%s\" must be under clusters, with a server.".formatted(cluster)));
        String namespace = Objects.requireNonNullElse(context.getNamespace(), "");
        return new ProgramContext(
                name,
                cluster,
                Objects.requireNonNullElse(context.getUser(), ""),
                namespace.isEmpty() ? "default" : namespace,
                server,
                files.named());
    }

    private Config load(ProgramContext context) {
        try {
            Config config = Config.empty();
            KubeConfigUtils.merge(
                    config,
                    context.name(),
                    files.parsed().values().toArray(io.fabric8.kubernetes.api.model.Config[]::new));
            // A login that has run out is renewed from the files: of all of them, where it was not one that was named.
            config.setAutoConfigure(file.isEmpty());
            return config;
        } catch (RuntimeException unreadable) {
            throw failed(
                    "the kubeconfig " + files.source() + " cannot be parsed: " + Unreachable.cause(unreadable),
                    "kubectl config view must be able to read it.");
        }
    }

    /** fabric8 goes on without credentials when the program that should give them fails. */
    private void checkLogin(Config config, String user) {
        boolean identified = Stream.of(
                        config.getAutoOAuthToken(),
                        config.getOauthToken(),
                        config.getClientCertData(),
                        config.getClientCertFile(),
                        config.getUsername())
                .anyMatch(credential -> credential != null && !credential.isEmpty());
        if (identified) {
            return;
        }
        files.user(user).map(AuthInfo::getExec).ifPresent(exec -> {
            throw failed(
                    "the program %s, which logs user %s in, gave no credentials".formatted(exec.getCommand(), user),
                    "Run it by hand, or log in again as your cluster asks you to.");
        });
    }
}
