package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs are told of the cluster, and who is refused before one is started. */
class OneClusterTest {
    private static final String SEEN =
            "run \"sh\", \"-c\", 'cat \"${KUBECONFIG%%:*}\"; echo \"rest ${KUBECONFIG#*:}\"'\n";

    @TempDir
    private Path folder = Path.of("");

    private Path kubeconfig = Path.of("");

    @BeforeEach
    void two_clusters() throws IOException {
        kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: staging
                contexts:
                - {name: staging, context: {cluster: staging, user: me}}
                - {name: prod, context: {cluster: production, user: me, namespace: coder}}
                - {name: nobody, context: {cluster: production}}
                clusters:
                - {name: staging, cluster: {server: "https://staging.example"}}
                - {name: production, cluster: {server: "https://production.example"}}
                users: [{name: me, user: {token: secret-token}}]
                """);
    }

    private CommandResult exec(String body, String... more) throws IOException {
        Path runbook = Files.writeString(folder.resolve("a.rb"), "runbook \"A\"\n\n" + body);
        return CommandResult.run(Stream.concat(
                        Stream.of("exec", runbook.toString(), "--runs=" + folder.resolve("runs"), "--new"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static List<String> entries(CommandResult done) {
        return done.out()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("{"))
                .toList();
    }

    @Test
    void a_program_sees_the_context_that_the_operator_named_and_no_copy_of_credentials() throws IOException {
        CommandResult done = exec(SEEN, "--kubeconfig=" + kubeconfig, "--context=prod");
        assertEquals(0, done.code(), done::err);
        assertEquals(
                List.of("{\"apiVersion\":\"v1\",\"kind\":\"Config\",\"current-context\":\"prod\"}"), entries(done));
        assertTrue(done.out().contains("rest " + kubeconfig), done::out);
    }

    @Test
    void where_none_is_named_the_current_one_is_held_to_the_end() throws IOException {
        String change =
                "run \"sh\", \"-c\", \"sed -i 's/current-context: .*/current-context: prod/' " + kubeconfig + "\"\n";
        CommandResult done = exec(SEEN + change + SEEN, "--kubeconfig=" + kubeconfig);
        assertEquals(0, done.code(), done::err);
        assertEquals(2, entries(done).size(), done::out);
        entries(done).forEach(entry -> assertTrue(entry.contains("\"current-context\":\"staging\""), entry));
    }

    @Test
    void a_namespace_that_is_set_is_that_of_the_context() throws IOException {
        CommandResult done = exec("in_namespace \"other\"\n" + SEEN, "--kubeconfig=" + kubeconfig, "--context=prod");
        assertTrue(entries(done).getFirst().contains("\"cluster\":\"production\""), done::out);
        assertTrue(entries(done).getFirst().contains("\"user\":\"me\""), done::out);
        assertTrue(entries(done).getFirst().contains("\"namespace\":\"other\""), done::out);
        CommandResult nobody =
                exec("in_namespace \"other\"\n" + SEEN, "--kubeconfig=" + kubeconfig, "--context=nobody");
        assertFalse(entries(nobody).getFirst().contains("\"user\""), nobody::out);
    }

    @Test
    void what_a_program_does_to_the_entry_neither_reaches_another_program_nor_follows_a_link() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "mine");
        CommandResult written = exec(
                "run \"sh\", \"-c\", 'echo stolen > \"${KUBECONFIG%%:*}\"'\n" + SEEN, "--kubeconfig=" + kubeconfig);
        assertTrue(entries(written).getFirst().contains("\"staging\""), written::out);
        CommandResult linked = exec(
                "run \"sh\", \"-c\", 'ln -sf \"" + target + "\" \"${KUBECONFIG%%:*}\"'\n" + SEEN,
                "--kubeconfig=" + kubeconfig);
        assertTrue(entries(linked).getFirst().contains("\"staging\""), linked::out);
        assertEquals("mine", Files.readString(target));
        CommandResult gone = exec(
                "run \"sh\", \"-c\", 'rm -r \"${KUBECONFIG%%/context:*}\"'\n" + SEEN, "--kubeconfig=" + kubeconfig);
        assertTrue(entries(gone).getFirst().contains("\"staging\""), gone::out);
    }

    @Test
    void a_runbook_may_give_a_program_a_kubeconfig_of_its_own() throws IOException {
        CommandResult done = exec(
                "run \"sh\", \"-c\", 'echo \"has $KUBECONFIG\"', env: { \"KUBECONFIG\" => \"/else\" }\n",
                "--kubeconfig=" + kubeconfig);
        assertTrue(done.out().contains("has /else"), done::out);
    }

    @Test
    void an_unknown_context_is_refused_whatever_the_runbook_needs() throws IOException {
        for (String body : List.of("run \"touch\", \"" + folder.resolve("touched") + "\"\n", "note \"hi\"\n")) {
            CommandResult refused = exec(body, "--kubeconfig=" + kubeconfig, "--context=typo");
            assertEquals(3, refused.code(), refused::out);
            assertTrue(refused.err().contains("has no context typo; it has nobody, prod, staging"), refused::err);
            CommandResult dry = exec(body, "--kubeconfig=" + kubeconfig, "--context=typo", "--dry-run");
            assertEquals(3, dry.code(), dry::out);
        }
        assertFalse(Files.exists(folder.resolve("touched")));
        assertFalse(Files.exists(folder.resolve("runs")));
    }

    @Test
    void a_kubeconfig_that_is_named_and_not_there_is_refused() throws IOException {
        CommandResult refused = exec("note \"hi\"\n", "--kubeconfig=" + folder.resolve("none"));
        assertEquals(3, refused.code(), refused::out);
        assertTrue(refused.err().contains("there is no " + folder.resolve("none")), refused::err);
        for (String body : List.of("note \"hi\"\n", "run \"true\" if service(\"a\").exists?\n")) {
            CommandResult dry = exec(body, "--kubeconfig=" + folder.resolve("none"), "--dry-run");
            assertEquals(3, dry.code(), dry::out);
            assertTrue(dry.err().contains("there is no " + folder.resolve("none")), dry::err);
            String runbook = folder.resolve("a.rb").toString();
            String none = "--kubeconfig=" + folder.resolve("none");
            assertEquals(3, CommandResult.run("plan", runbook, none).code());
            assertEquals(
                    0, CommandResult.run("plan", runbook, none, "--offline").code());
        }
    }

    /** Programs would take the file as it stands, and find whatever server they take for granted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "current-context: gone                      | is gone, which is not one of its contexts",
                "current-context: staging\\ncontexts: [      | cannot be parsed",
                "current-context: a\\ncontexts: [{name: a, context: {cluster: b}}] | has no server for context a"
            })
    void a_kubeconfig_that_is_only_there_must_have_the_context_that_it_names(String text, String why) throws Exception {
        Files.writeString(folder.resolve("own"), text.replace("\\n", "\n") + "\n");
        Files.writeString(folder.resolve("a.rb"), "runbook \"A\"\n\nrun \"touch\", \"touched\"\n");
        try (OwnProcess exec = OwnProcess.start(
                folder,
                environment ->
                        environment.put("KUBECONFIG", folder.resolve("own").toString()),
                "exec",
                "a.rb")) {
            OwnProcess.Ended refused = exec.end();
            assertEquals(3, refused.code(), refused::said);
            assertTrue(refused.said().contains(why), refused::said);
        }
        assertFalse(Files.exists(folder.resolve("touched")));
    }

    @Test
    void a_run_is_carried_on_in_its_own_context_alone() throws IOException {
        Path go = folder.resolve("go");
        String wait = "step \"One\" do\n  run \"true\"\nend\nstep \"Two\" do\n  run \"cat\", \"" + go + "\"\n  " + SEEN
                + "end\n";
        CommandResult failed = exec(wait, "--kubeconfig=" + kubeconfig, "--context=prod");
        assertEquals(1, failed.code(), failed::err);
        Files.writeString(go, "go");
        String runs = "--runs=" + folder.resolve("runs");
        assertEquals(
                3,
                CommandResult.run("resume", runs, "--kubeconfig=" + kubeconfig, "--context=typo")
                        .code());
        CommandResult other = CommandResult.run("resume", runs, "--kubeconfig=" + kubeconfig);
        assertEquals(2, other.code(), other::err);
        assertTrue(other.err().contains("https://staging.example (context staging)"), other::err);
        CommandResult own = CommandResult.run("resume", runs, "--kubeconfig=" + kubeconfig, "--context=prod");
        assertEquals(0, own.code(), own::err);
        assertTrue(entries(own).getFirst().contains("\"current-context\":\"prod\""), own::out);
    }
}
