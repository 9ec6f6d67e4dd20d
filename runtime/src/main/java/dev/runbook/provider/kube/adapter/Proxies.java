package dev.runbook.provider.kube.adapter;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The proxies that the environment names, which kubectl and helm go through as well. */
record Proxies(Optional<String> https, Optional<String> http, Optional<String> none) {
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    static Proxies of(Map<String, String> environment) {
        return new Proxies(
                first(environment, "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"),
                first(environment, "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"),
                first(environment, "NO_PROXY", "no_proxy"));
    }

    private static Optional<String> first(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    /** A proxy that the kubeconfig itself names counts more, and this machine is reached without any. */
    void setOn(Config config) {
        if (here(config.getMasterUrl())) {
            return;
        }
        if (config.getHttpsProxy() == null) {
            https.ifPresent(config::setHttpsProxy);
        }
        if (config.getHttpProxy() == null) {
            http.ifPresent(config::setHttpProxy);
        }
        none.ifPresent(hosts -> config.setNoProxy(hosts.split("\\s*,\\s*", -1)));
    }

    private static boolean here(String server) {
        try {
            return HERE.contains(URI.create(server).getHost());
        } catch (IllegalArgumentException garbled) {
            // The request will say so.
            return false;
        }
    }
}
