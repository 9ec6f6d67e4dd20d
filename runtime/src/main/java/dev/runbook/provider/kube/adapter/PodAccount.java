package dev.runbook.provider.kube.adapter;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The account that Kubernetes gives to a pod: a token that is renewed in its file, an authority, and a namespace. */
final class PodAccount {
    private static final Path TOKEN = Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH);
    private static final Path AUTHORITY = Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_CA_CRT_PATH);
    private static final Path NAMESPACE = TOKEN.resolveSibling("namespace");
    private static final String HOST = "KUBERNETES_SERVICE_HOST";
    private static final String PORT = "KUBERNETES_SERVICE_PORT";

    private PodAccount() {}

    static boolean isThere(Map<String, String> environment) {
        return !environment.getOrDefault(HOST, "").isEmpty()
                && !environment.getOrDefault(PORT, "").isEmpty()
                && Files.isRegularFile(TOKEN);
    }

    static Config config(Map<String, String> environment) {
        Config config = Config.empty();
        String host = environment.getOrDefault(HOST, "");
        // The numbers of IPv6 are told from the port by brackets.
        config.setMasterUrl(
                "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + environment.getOrDefault(PORT, ""));
        if (Files.isRegularFile(AUTHORITY)) {
            config.setCaCertFile(AUTHORITY.toString());
        }
        config.setOauthTokenProvider(new TokenFile(TOKEN, ""));
        return config;
    }

    static String namespace() {
        try {
            String namespace = Files.readString(NAMESPACE).strip();
            return namespace.isEmpty() ? "default" : namespace;
        } catch (IOException none) {
            return "default";
        }
    }
}
