package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCommandTest {
    @TempDir
    Path folder;

    /** What a command printed, and its exit code. */
    private record Ended(int code, String out) {}

    private Ended plan(String task, String... command) throws IOException {
        Path file = Files.writeString(folder.resolve("a.rb"), "runbook \"A\"\n" + task + "\n");
        PrintStream terminal = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int code = Main.execute(Stream.of(command)
                    .map(word -> word.equals("FILE") ? file.toString() : word)
                    .toArray(String[]::new));
            return new Ended(code, out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(terminal);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "note 'nothing to do', 0, 0",
        "confirm 'Is it so?', 0, 0",
        "run 'true', 0, 2",
        "manual 'Point DNS', 0, 2",
        "assert 1 > 2, 1, 1",
    })
    void the_exit_code_says_whether_something_would_fail_or_is_to_be_done(String task, int usual, int detailed)
            throws IOException {
        String text = task.replace('\'', '"');
        assertEquals(usual, plan(text, "plan", "FILE", "--offline").code());
        assertEquals(
                detailed,
                plan(text, "plan", "FILE", "--offline", "--detailed-exitcode").code());
    }

    @Test
    void a_dry_run_is_the_plan() throws IOException {
        String task = "run \"true\"";
        Ended planned = plan(task, "plan", "FILE", "--offline", "--detailed-exitcode");
        assertTrue(planned.out().contains("run     true"), planned.out());
        assertEquals(planned, plan(task, "exec", "FILE", "--dry-run", "--offline", "--detailed-exitcode"));
        Ended json = plan(task, "plan", "FILE", "--offline", "--json");
        assertTrue(json.out().startsWith("{"), json.out());
        assertEquals(json, plan(task, "exec", "FILE", "--dry-run", "--offline", "--json"));
    }

    @Test
    void a_tree_is_quoted_in_a_ticket_and_on_a_page() throws IOException {
        String task = "run \"<b>\"";
        Ended ticket = plan(task, "plan", "FILE", "--offline", "--format=markdown");
        assertTrue(ticket.out().startsWith("## Plan: A\n\n````text\nPlan: A\n"), ticket.out());
        Ended page = plan(task, "plan", "FILE", "--offline", "--format=html");
        assertTrue(page.out().startsWith("<!doctype html>"), page.out());
        assertTrue(page.out().contains("&lt;b&gt;") && !page.out().contains("<b>"), page.out());
        assertEquals(
                plan(task, "plan", "FILE", "--offline", "--json"),
                plan(task, "plan", "FILE", "--offline", "--format=json"));
    }

    @Test
    void how_it_is_known_is_told_only_where_a_cluster_was_asked() throws IOException {
        assertEquals(
                2, plan("run \"true\"", "plan", "FILE", "--offline", "--why=1").code());
        assertEquals(
                2,
                plan("run \"true\"", "plan", "FILE", "--offline", "--why=1", "--json")
                        .code());
    }

    @Test
    void nothing_of_the_world_is_read_offline() throws IOException {
        Ended planned = plan("there = helm.release?(\"a\")\nnote \"#{there}\"", "plan", "FILE", "--offline");
        assertTrue(planned.out().contains("the world: --offline was given"), planned.out());
        assertTrue(planned.out().contains("there = ? (not read: the world)"), planned.out());
        assertEquals(0, planned.code());
    }

    @Test
    void a_secret_that_an_offline_plan_cannot_use_need_not_be_given() throws IOException {
        String text = "secret :password, \"A password\"\nrun \"true\", env: { PASSWORD: password }";
        Ended planned = plan(text, "plan", "FILE", "--offline");
        assertEquals(0, planned.code(), planned.toString());
        assertTrue(planned.out().contains("run     true"), planned.out());
        assertTrue(planned.out().contains("password  [secret password]"), planned.out());
        assertTrue(plan(text, "plan", "FILE", "--offline", "--json").out().contains("\"secret\" : \"password\""));
        assertEquals(
                2,
                plan(text, "plan", "FILE", "--kubeconfig=" + folder.resolve("none"))
                        .code());
    }

    @Test
    void a_plan_that_lacks_what_did_not_answer_is_drawn_and_is_no_success() throws IOException {
        Path kubeconfig = gone();
        Ended planned = plan(
                "note \"there\" if service(\"a\").exists?\nrun \"true\"", "plan", "FILE", "--kubeconfig=" + kubeconfig);
        assertEquals(3, planned.code());
        assertTrue(planned.out().contains("the cluster: the API server https://127.0.0.1:1"), planned.out());
        assertTrue(planned.out().contains("run     true"), planned.out());
    }

    @Test
    void where_no_cluster_is_configured_the_text_alone_decides_but_nobody_can_say_whether_there_is_something_to_do()
            throws Exception {
        String task = "run \"true\" if service(\"a\").exists?";
        assertEquals(0, withoutCluster(task).code());
        assertEquals(3, withoutCluster(task, "--detailed-exitcode").code());
        String stopped = "assert file.read(\"gone\") == \"\"\n" + task;
        Ended drawn = withoutCluster(stopped);
        assertTrue(drawn.out().contains("would stop"), drawn.out());
        assertEquals(0, drawn.code());
        assertEquals(
                1, withoutCluster(stopped.lines().findFirst().orElseThrow()).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "markdown", "html", "json"})
    void a_server_that_does_not_answer_is_told_on_one_screen_and_is_no_success(String form) throws IOException {
        Ended planned = plan(
                "helm.uninstall \"a\"", "plan", "FILE", "--kubeconfig=" + gone(), "--format=" + form, "--helm=nohelm");
        assertEquals(3, planned.code());
        assertTrue(
                planned.out()
                        .replaceAll("[^a-zA-Z]+", " ")
                        .contains("context gone does not answer connection refused nohelm was not found on the PATH"),
                planned.out());
        assertTrue(
                planned.out().contains(form.equals("json") ? "\"outcome\" : \"unknown\"" : "CANNOT BE KNOWN"),
                planned.out());
        assertTrue(
                form.equals("html")
                        || form.equals("json")
                        || planned.out().lines().count() < 16,
                planned.out());
    }

    @Test
    void a_server_that_takes_the_question_and_says_nothing_is_not_waited_for_for_long() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Path kubeconfig = Files.writeString(
                    folder.resolve("silent"),
                    Files.readString(gone()).replace(":1\"", ":" + silent.getLocalPort() + '"'));
            Ended planned = plan("helm.uninstall \"a\"", "plan", "FILE", "--kubeconfig=" + kubeconfig, "--helm=nohelm");
            assertEquals(3, planned.code());
            assertTrue(planned.out().contains("no answer in time"), planned.out());
        }
    }

    @Test
    void where_there_is_nothing_to_ask_a_plan_says_what_is_missing_and_how_to_read_the_text() throws Exception {
        Ended planned = withoutCluster("helm.uninstall \"a\"", "--helm=nohelm");
        assertEquals(0, planned.code(), planned.out());
        assertTrue(planned.out().contains("CANNOT BE KNOWN: no cluster is configured"), planned.out());
        assertTrue(planned.out().contains("--offline only\n  the text."), planned.out());
        assertEquals(
                3, withoutCluster("helm.uninstall \"a\"", "--detailed-exitcode").code());
        String text = withoutCluster("helm.uninstall \"a\"", "--offline").out();
        assertTrue(text.contains("helm uninstall a"), text);
    }

    private Path gone() throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: gone, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: me, user: {token: t}}]
                contexts: [{name: gone, context: {cluster: gone, user: me}}]
                current-context: gone
                """);
    }

    /** Neither the tests' own home nor a pod's account may name one. */
    private Ended withoutCluster(String task, String... more) throws Exception {
        Files.writeString(folder.resolve("a.rb"), "runbook \"A\"\n" + task + "\n");
        try (OwnProcess planned = OwnProcess.start(
                folder,
                environment -> {
                    environment.keySet().removeAll(Set.of("KUBECONFIG", "KUBERNETES_SERVICE_HOST"));
                    environment.put("HOME", folder.toString());
                },
                Stream.concat(Stream.of("plan", "a.rb"), Stream.of(more)).toArray(String[]::new))) {
            OwnProcess.Ended ended = planned.end();
            return new Ended(ended.code(), ended.said());
        }
    }
}
