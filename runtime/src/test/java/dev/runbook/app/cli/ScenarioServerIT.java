package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.DefaultSignals;
import dev.runbook.KillCommand;
import dev.runbook.Prerequisite;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells a newcomer to do: plan, run, kill and carry on, on a cluster that a rehearsal serves. */
class ScenarioServerIT {
    @TempDir
    private Path folder = Path.of("");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void a_run_on_the_served_cluster_is_killed_and_carried_on() throws Exception {
        Prerequisite.BUNDLED_HELM.orSkip();
        Process serving = start(List.of(), "rehearse", "--serve", "update-coder.rb");
        Path environment = Path.of(line(serving, "  source ").strip().substring("source ".length()));
        List<String> there = List.of("sh", "-c", ". " + environment + " && exec \"$@\"", "sh");

        Process plan = start(there, "plan", "update-coder.rb");
        line(plan, "Update Coder: coder 1.15.0 → 1.16.1");
        line(plan, "  WILL FAIL AND BE RECOVERED. What runs is down in between. It costs:");
        ended(plan, 0);

        Process exec = start(there, "exec", "--yes", "--yes-destroy", "update-coder.rb");
        line(exec, "        service/ingress-nginx  Terminating ");
        exec.destroyForcibly().waitFor();

        Process status = start(there, "status");
        assertTrue(line(status, "  stopped  in step ").endsWith(" Wait until the old resources are gone, during wait"));
        ended(status, 0);

        Process resume = start(there, "resume", "--yes", "--yes-destroy");
        line(resume, "✓ Update Coder: done in ");
        ended(resume, 0);

        KillCommand.send("INT", serving.pid());
        ended(serving, 0);
        assertFalse(Files.exists(environment));
    }

    @Test
    void a_plan_starts_no_program_of_a_runbook_and_writes_no_file() throws Exception {
        Prerequisite.BUNDLED_HELM.orSkip();
        Process serving = start(List.of(), "rehearse", "--serve", "update-coder.rb");
        Path environment = Path.of(line(serving, "  source ").strip().substring("source ".length()));
        List<String> there = List.of("sh", "-c", ". " + environment + " && exec \"$@\"", "sh");
        Files.writeString(folder.resolve("stranger.rb"), """
                runbook "Stranger"

                in_namespace "coder"

                step "Do harm" do
                  run "helm", "create", "made-by-a-plan"
                  run "touch", "made-as-well"
                  file.write "written.txt", "text"
                  resource.annotate service("ingress-nginx"), { "example.com/note" => "planned" }
                end
                """);

        Process plan = start(there, "plan", "stranger.rb");
        line(plan, "  WILL SUCCEED");
        line(plan, "          ~ annotate 1 changed: service/ingress-nginx");
        ended(plan, 0);
        for (String made : List.of("made-by-a-plan", "made-as-well", "written.txt")) {
            assertFalse(Files.exists(folder.resolve(made)), made);
        }

        KillCommand.send("INT", serving.pid());
        ended(serving, 0);
    }

    private Process start(List<String> before, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(DefaultSignals.before());
        command.addAll(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.runbook.app.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        started.add(process);
        return process;
    }

    /** Reads on until a line begins so; the stream is left open behind it. */
    private static String line(Process process, String beginning) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        List<String> seen = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            seen.add(line);
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("no line begins with \"" + beginning + "\":\n" + String.join("\n", seen));
    }

    private static void ended(Process process, int code) throws InterruptedException {
        String rest = process.inputReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), rest);
        assertEquals(code, process.exitValue(), rest);
    }
}
