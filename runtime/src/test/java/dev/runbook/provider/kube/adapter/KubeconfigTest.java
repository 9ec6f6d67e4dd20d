package dev.runbook.provider.kube.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kubeconfigs as kubectl reads them. */
class KubeconfigTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), "apiVersion: v1\nkind: Config\n" + text);
    }

    @Test
    void several_files_are_merged_and_the_first_current_context_counts() throws IOException {
        Path a = file("a", """
                current-context: one
                contexts: [{name: one, context: {cluster: c1, user: u, namespace: coder}}]
                users: [{name: u, user: {token: t}}]
                """);
        Path b = file("b", """
                current-context: two
                contexts: [{name: two, context: {cluster: c2, user: u}}]
                clusters: [{name: c1, cluster: {server: "https://one.example:6443"}}, {name: c2, cluster: {server: "https://two.example/k8s"}}]
                """);
        Map<String, String> both = Map.of("KUBECONFIG", a + File.pathSeparator + b);
        KubeContext one = Kubeconfig.resolve(Optional.empty(), Optional.empty(), both);
        assertEquals("https://one.example:6443 (context one)", one.describe());
        assertEquals("coder", one.namespace());
        KubeContext two = Kubeconfig.resolve(Optional.empty(), Optional.of("two"), both);
        assertEquals("https://two.example/k8s (context two)", two.describe());
        assertEquals("default", two.namespace());
        assertEquals("t", two.config().getAutoOAuthToken());
    }

    @Test
    void programs_are_given_all_files_by_whole_paths_and_the_context_first() {
        Path first = Path.of("/private/context");
        ProgramContext context =
                new ProgramContext("one", "c1", "u", "coder", "https://one.example", List.of("/a", "b"));
        assertEquals("/private/context:/a:" + Path.of("b").toAbsolutePath(), context.kubeconfig(first));
    }

    @Test
    void a_context_that_the_first_file_defines_anew_is_that_one() throws IOException {
        Path entry = file("entry", """
                current-context: one
                contexts: [{name: one, context: {cluster: c1, user: u, namespace: other}}]
                """);
        Path own = file("own", """
                current-context: two
                contexts: [{name: one, context: {cluster: c1, user: u, namespace: coder}}]
                clusters: [{name: c1, cluster: {server: "https://one.example:6443"}}]
                """);
        Map<String, String> both = Map.of("KUBECONFIG", entry + File.pathSeparator + own);
        KubeContext target = Kubeconfig.resolve(Optional.empty(), Optional.empty(), both);
        assertEquals("https://one.example:6443 (context one)", target.describe());
        assertEquals("other", target.namespace());
    }

    @Test
    void a_current_context_that_is_none_of_the_contexts_is_said() throws IOException {
        Path named = file("named", "current-context: gone\ncontexts: [{name: c, context: {cluster: c}}]\n");
        Failed failed = assertThrows(
                Failed.class, () -> Kubeconfig.resolve(Optional.of(named.toString()), Optional.empty(), Map.of()));
        assertTrue(
                failed.failure().summary().contains("is gone, which is not one of its contexts; it has c"),
                failed.failure()::summary);
    }

    @Test
    void a_token_of_a_file_is_read_beside_the_kubeconfig_and_again_when_it_was_renewed() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "first\n");
        Path named = file("named", """
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://named.example"}}]
                users: [{name: u, user: {tokenFile: token}}]
                """);
        KubeContext target = Kubeconfig.resolve(Optional.of(named.toString()), Optional.empty(), Map.of());
        assertEquals("first", target.config().getOauthTokenProvider().getToken());
        Files.writeString(token, "second");
        assertEquals("second", target.config().getOauthTokenProvider().getToken());
        Files.delete(token);
        assertEquals("second", target.config().getOauthTokenProvider().getToken());
        Failed failed = assertThrows(
                Failed.class, () -> Kubeconfig.resolve(Optional.of(named.toString()), Optional.empty(), Map.of()));
        assertTrue(failed.failure().summary().contains(token.toString()), failed.failure()::summary);
    }

    @Test
    void a_file_that_is_named_counts_alone() throws IOException {
        Path named = file("named", """
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://named.example"}}]
                """);
        assertEquals(
                "https://named.example",
                Kubeconfig.resolve(
                                Optional.of(named.toString()),
                                Optional.empty(),
                                Map.of(
                                        "KUBECONFIG",
                                        folder.resolve("none").toString(),
                                        "KUBERNETES_MASTER",
                                        "https://no"))
                        .server());
    }

    @Test
    void credentials_come_from_a_program_where_the_file_says_so() throws IOException {
        Path login = Files.writeString(folder.resolve("login"), """
                #!/bin/sh
                echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"from-'$1'-'$EXTRA'"}}'
                """);
        assertTrue(login.toFile().setExecutable(true));
        Path named = file("named", """
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://named.example"}}]
                users:
                - name: u
                  user:
                    exec:
                      apiVersion: client.authentication.k8s.io/v1
                      command: ./login
                      args: [a b]
                      env: [{name: EXTRA, value: more}]
                      interactiveMode: Never
                """);
        KubeContext target = Kubeconfig.resolve(Optional.of(named.toString()), Optional.empty(), Map.of());
        assertEquals("from-a b-more", target.config().getAutoOAuthToken());
    }

    @Test
    void a_login_program_that_fails_is_said() throws IOException {
        Path named = file("named", """
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://named.example"}}]
                users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: /no/such/login}}}]
                """);
        Failed failed = assertThrows(
                Failed.class, () -> Kubeconfig.resolve(Optional.of(named.toString()), Optional.empty(), Map.of()));
        assertTrue(failed.failure().summary().contains("/no/such/login"), failed.failure()::summary);
    }

    @Test
    void a_context_whose_cluster_is_not_there_is_said() throws IOException {
        Path named = file("named", """
                current-context: c
                contexts: [{name: c, context: {cluster: lost, user: u}}]
                """);
        Failed failed = assertThrows(
                Failed.class, () -> Kubeconfig.resolve(Optional.of(named.toString()), Optional.empty(), Map.of()));
        assertTrue(failed.failure().summary().endsWith("has no server for context c"), failed.failure()::summary);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", textBlock = """
            -----BEGIN EC PRIVATE KEY----- -> EC
            -----BEGIN RSA PRIVATE KEY----- -> ''
            -----BEGIN PRIVATE KEY-----MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg-----END PRIVATE KEY----- -> EC
            -----BEGIN PRIVATE KEY-----MC4CAQAwBQYDK2VwBCIEIA==-----END PRIVATE KEY----- -> Ed25519
            -----BEGIN PRIVATE KEY-----MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSk-----END PRIVATE KEY----- -> ''
            -----BEGIN PRIVATE KEY-----!-----END PRIVATE KEY----- -> ''
            """)
    void the_algorithm_of_a_key_is_seen_in_the_key(String pem, String algorithm) {
        assertEquals(algorithm, ClientKey.ofPem(pem).orElse(""));
    }
}
