package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.provider.kube.adapter.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real helms, a plugin of theirs and the run's own lookups: all of them see the one context, though another is the current one. */
@Tag("testbed")
class OneClusterIT {
    @TempDir
    private Path folder = Path.of("");

    private Path kubeconfig = Path.of("");
    private String namespace = "";

    @BeforeEach
    void the_current_context_is_that_of_a_cluster_that_is_not_there() throws IOException {
        Testbed testbed = Testbed.open();
        namespace = testbed.namespace;
        String text = Files.readString(testbed.kubeconfig);
        kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"),
                text.replaceFirst("current-context: \\S+", "current-context: elsewhere")
                        .replaceFirst(
                                "contexts:\n",
                                "contexts:\n- {name: elsewhere, context: {cluster: elsewhere, user: admin}}\n")
                        .replaceFirst(
                                "clusters:\n",
                                "clusters:\n- {name: elsewhere, cluster: {server: \"https://127.0.0.1:1\"}}\n"));
        Path plugin = Files.createDirectories(folder.resolve("plugins/where"));
        Files.writeString(plugin.resolve("plugin.yaml"), """
                name: "where"
                version: "0.1.0"
                usage: "where"
                description: "Says what a plugin sees"
                command: "$HELM_PLUGIN_DIR/where"
                """);
        Path program = Files.writeString(plugin.resolve("where"), """
                #!/bin/sh
                echo "plugin sees $(head -1 "${KUBECONFIG%%:*}")"
                """);
        assertTrue(program.toFile().setExecutable(true));
    }

    static List<Path> helms() throws IOException {
        String helms = System.getenv("TESTBED_HELM");
        if (helms == null) {
            // Each test then says by itself what it lacks.
            return List.of(Path.of("helm"));
        }
        try (Stream<Path> all = Files.list(Path.of(helms))) {
            return all.filter(each -> each.getFileName().toString().matches("helm-v(3\\.22|4).*"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("helms")
    void every_program_works_on_the_one_cluster(Path helm) throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(helm), "TESTBED_HELM is not set: run testbed/up and set it as it says");
        Path runbook = Files.writeString(
                folder.resolve("a.rb"), """
                runbook "A"

                in_namespace "%s"

                assert !helm.release?("none")
                assert !service("none").exists?
                run "%s", "list"
                run "%s", "where", env: { "HELM_PLUGINS" => "%s" }
                """.formatted(namespace, helm, helm, folder.resolve("plugins")));
        CommandResult done = CommandResult.run(
                "exec",
                runbook.toString(),
                "--runs=" + folder.resolve("runs"),
                "--helm=" + helm,
                "--kubeconfig=" + kubeconfig,
                "--context=testbed");
        assertEquals(0, done.code(), () -> done.out() + done.err());
        String seen = done.out()
                .lines()
                .filter(l -> l.contains("plugin sees"))
                .findFirst()
                .orElse("");
        assertTrue(seen.contains("\"current-context\":\"testbed\""), done::out);
        assertTrue(seen.contains("\"namespace\":\"" + namespace + "\""), done::out);
        CommandResult elsewhere = CommandResult.run(
                "exec",
                runbook.toString(),
                "--runs=" + folder.resolve("runs"),
                "--helm=" + helm,
                "--kubeconfig=" + kubeconfig);
        assertEquals(3, elsewhere.code(), () -> elsewhere.out() + elsewhere.err());
        assertTrue(elsewhere.err().contains("https://127.0.0.1:1 (context elsewhere)"), elsewhere::err);
    }
}
