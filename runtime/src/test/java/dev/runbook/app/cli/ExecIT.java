package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of small runbooks that need no cluster, and the ends of those that do. */
class ExecIT {
    @TempDir
    private Path folder = Path.of("");

    private String runbook(String body) throws IOException {
        return Files.writeString(folder.resolve("a.rb"), "runbook \"A\"\n\n" + body)
                .toString();
    }

    private CommandResult exec(String runbook, String... more) {
        return CommandResult.run(Stream.concat(
                        Stream.of(
                                "exec",
                                runbook,
                                "--runs",
                                folder.resolve("runs").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void with_json_the_lines_are_those_of_the_journal() throws IOException {
        CommandResult done = exec(runbook("step \"One\" do\n  run \"echo\", \"hi\"\nend\n"), "--json");
        assertEquals(0, done.code(), done::err);
        List<String> shown =
                done.out().lines().filter(l -> l.contains("\"seq\":")).toList();
        Path run;
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            run = runs.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        assertEquals(timeless(Files.readAllLines(run.resolve("journal.jsonl"))), timeless(shown));
        assertTrue(done.out().contains("{\"kind\":\"output\",\"step\":\"One\",\"stream\":\"out\",\"line\":\"hi\"}"));
    }

    private static List<String> timeless(List<String> lines) {
        return lines.stream()
                .map(l -> l.replaceFirst("\"time\":\"[^\"]*\"", "").replaceAll(",\"(sums|prev|sum)\":\"[^\"]*\"", ""))
                .toList();
    }

    @Test
    void a_program_that_the_run_surely_needs_is_missed_before_the_first_step() throws IOException {
        CommandResult missing = exec(runbook("""
                step "One" do
                  run "touch", "%s"
                end

                step "Two" do
                  run "no-such-program"
                rescue
                  run "no-such-recovery"
                end
                """.formatted(folder.resolve("touched"))));
        assertEquals(3, missing.code(), missing::err);
        assertTrue(missing.err().contains("error: no-such-program was not found on the PATH"), missing::err);
        assertTrue(missing.err().contains("step 2"), missing::err);
        assertFalse(Files.exists(folder.resolve("touched")));
        assertFalse(Files.exists(folder.resolve("runs")));
    }

    @Test
    void a_program_without_a_name_fails_at_its_step_and_what_is_checked_before_it_is_told_first() throws IOException {
        CommandResult unnamed = exec(runbook("""
                param :program, "Program", optional: true

                step "One" do
                  assert given?(program), "give program="
                  run program
                end
                """));
        assertEquals(1, unnamed.code(), unnamed::err);
        assertTrue(unnamed.out().contains("give program="), unnamed::out);
    }

    @Test
    void an_input_that_names_no_program_is_the_runbooks_own_to_judge() throws IOException {
        String runbook = runbook("""
                param :program,   "Program of the provider", optional: true
                param :arguments, "Its arguments", type: :list, optional: true

                step "One" do
                  assert given?(program), "this way needs program="
                end

                step "Two" do
                  run program, arguments: arguments, fill: { "name" => "coder.example.com" }
                end
                """);
        for (String given : List.of("arguments={name}", "arguments={nam}")) {
            CommandResult judged = exec(runbook, given);
            assertEquals(1, judged.code(), judged::err);
            assertTrue(judged.out().contains("this way needs program="), judged::out);
        }
        assertEquals(1, exec(runbook).code());
    }

    @Test
    void a_program_that_an_input_names_is_missed_before_the_first_step_wherever_it_is_needed() throws IOException {
        String runbook = runbook("""
                param :program,   "Program of the provider"
                param :arguments, "Its arguments", type: :list, default: ["{name}"]

                step "One" do
                  run "touch", "%s"
                  assert file.exists?("%s")
                end

                step "Two", if: file.exists?("needed") do
                  run program, arguments: arguments, fill: { "name" => "coder.example.com" }
                end
                """.formatted(folder.resolve("touched"), folder.resolve("touched")));
        CommandResult missing = exec(runbook, "program=" + folder.resolve("no-such-program"));
        assertEquals(3, missing.code(), missing::err);
        assertTrue(missing.err().contains("error: there is no program " + folder), missing::err);
        assertTrue(missing.err().contains("It comes from the input `program`."), missing::err);

        CommandResult unfilled = exec(runbook, "program=true", "arguments={nam}");
        assertEquals(2, unfilled.code(), unfilled::err);
        assertTrue(unfilled.err().contains("nothing fills {nam} in the argument \"{nam}\""), unfilled::err);
        assertFalse(Files.exists(folder.resolve("touched")));
    }

    @Test
    void an_argument_that_would_become_an_option_is_no_missing_program() throws IOException {
        CommandResult refused =
                exec(runbook("param :name, \"Name\"\nstep \"One\" do\n  run \"echo\", name\nend\n"), "name=-n");
        assertEquals(2, refused.code(), refused::err);
        assertTrue(refused.err().contains("begins with a dash"), refused::err);
    }

    @Test
    void without_a_cluster_a_runbook_that_needs_one_ends_with_three_and_leaves_no_run() throws IOException {
        Path dead = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: site
                contexts: [{name: site, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: u, user: {token: t}}]
                """);
        String runbook = runbook("step \"One\" do\n  assert service(\"coderd\").exists?\nend\n");
        CommandResult done = exec(runbook, "--kubeconfig", dead.toString());
        assertEquals(3, done.code());
        assertEquals("", done.out());
        assertTrue(done.err().startsWith("error: the API server https://127.0.0.1:1 (context site) does not answer"));
        assertTrue(done.err().contains("context site of " + dead));
        assertFalse(Files.exists(folder.resolve("runs")));
    }

    @Test
    void without_helm_a_runbook_that_calls_it_ends_with_three_and_says_where_to_get_it() throws IOException {
        String runbook = runbook("step \"One\" do\n  assert helm.version >= \"3.2\"\nend\n");
        CommandResult done = exec(runbook, "--helm", folder.resolve("none").toString());
        assertEquals(3, done.code());
        assertTrue(done.err().contains("https://helm.sh/docs/intro/install"), done::err);
        assertFalse(Files.exists(folder.resolve("runs")));
    }
}
