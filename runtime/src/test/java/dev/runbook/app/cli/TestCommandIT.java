package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.KillCommand;
import dev.runbook.Prerequisite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios are played side by side, told in the order of their file, and written anew when a person agrees. */
class TestCommandIT {
    private static final String RUNBOOK = """
            runbook "Small"
            param :mode, "How it goes", default: "good"
            step "Look" do
              fail "it is bad" if mode == "bad"
              wait 1.second if mode == "slow"
            end
            step "Ship it" do
              run "ship-it", "now"
            rescue CommandFailed
              note "mended"
            end
            """;

    private static final String SCENARIOS = """
            scenarios:
              - name: slow
                parameters: {mode: slow}
                expect: {exit: 0, steps: {Look: done}} # stays
              - name: bad
                parameters: {mode: bad}
                expect:
                  exit: 0 # not so
                  steps: {Look: done, Ship it: done}
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path runbook = Path.of("");
    private Path scenarios = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Prerequisite.BUNDLED_HELM.orSkip();
        runbook = Files.writeString(folder.resolve("small.rb"), RUNBOOK);
        scenarios = Files.writeString(folder.resolve("small.rehearsals.yaml"), SCENARIOS);
    }

    @Test
    void a_scenario_that_cannot_begin_fails_and_the_others_are_played() throws IOException {
        Files.writeString(scenarios, """
                scenarios:
                  - {name: gone, charts: [./gone.tgz]}
                  - {name: refused, objects: [{apiVersion: v1, kind: Service, metadata: {name: Not_A_Name}}]}
                  - {name: good, expect: {exit: 0, steps: {Look: done}}}
                """);
        CommandResult tested = CommandResult.run("test", runbook.toString());
        assertEquals(1, tested.code(), tested.err());
        String out = tested.out().replaceAll("\\s+", " ");
        assertTrue(out.contains("gone.tgz, which is not there"), tested.out());
        assertTrue(out.contains("is refused by the API"), tested.out());
        assertTrue(out.contains("1 passed, 2 failed"), tested.out());
    }

    @Test
    void a_line_tells_of_each_scenario_and_what_differs_stands_under_it() throws IOException {
        Path junit = folder.resolve("junit.xml");
        CommandResult tested =
                CommandResult.run("test", "--jobs=2", "--coverage", "--junit=" + junit, runbook.toString());
        assertEquals(1, tested.code(), tested.err());
        assertEquals("""
                ok    slow TIME
                FAIL  bad  TIME
                      it ended with exit code 1 (ran and failed) and not 0
                      step "Look" is failed and not done
                      step "Ship it" is not reached and not done
                      the run: Rehearsal of Small failed after TIME
                      at 1 Look: it is bad (AssertionFailed)
                1 passed, 1 failed
                coverage: 2 of 2 steps, 2 of 2 arms of conditions, 0 of 1 rescue clauses
                  FILE:9  rescue CommandFailed of step "Ship it"
                A run as an operator sees it: runbook test --verbose --scenario=NAME RUNBOOK
                """, shown(tested.out()));
        String xml = Files.readString(junit);
        assertTrue(xml.contains("<testsuite name=\"" + runbook + "\" tests=\"2\" failures=\"1\">"), xml);
        assertTrue(xml.contains("<property name=\"coverage: rescue clauses\" value=\"0 of 1\"/>"), xml);
    }

    private String shown(String out) {
        return out.replaceAll("\\d+\\.\\d ?s", "TIME").replace(runbook.toString(), "FILE");
    }

    @Test
    void what_the_runs_have_come_to_is_shown_and_written_when_a_person_agrees() throws IOException {
        CommandResult asked = CommandResult.run("test", "--update", "--scenario=bad", runbook.toString());
        assertEquals(1, asked.code());
        assertTrue(asked.out().contains("""
                        -      exit: 0 # not so
                        -      steps: {Look: done, Ship it: done}
                        +      exit: 1 # not so
                        +      steps: {Look: failed}
                        """), asked.out());
        assertTrue(asked.err().contains("Agree beforehand with --yes."), asked.err());
        assertEquals(SCENARIOS, Files.readString(scenarios));

        CommandResult agreed = CommandResult.run("test", "--update", "--yes", runbook.toString());
        assertEquals(0, agreed.code(), agreed.err());
        assertEquals(
                SCENARIOS
                        .replace("exit: 0 # not", "exit: 1 # not")
                        .replace("{Look: done, Ship it: done}", "{Look: failed}"),
                Files.readString(scenarios));
        assertEquals(
                0,
                CommandResult.run("test", "--scenario=bad", runbook.toString()).code());
    }

    @Test
    void a_scenario_that_there_is_not_is_told_with_the_nearest_and_so_is_a_number_of_jobs_that_is_none() {
        CommandResult unknown = CommandResult.run("test", "--scenario=slwo", runbook.toString());
        assertEquals(2, unknown.code());
        assertEquals("error: there is no scenario slwo. Did you mean slow?\n", unknown.err());
        assertEquals(
                2, CommandResult.run("test", "--jobs=0", runbook.toString()).code());
    }

    @Test
    void a_change_of_a_file_has_them_run_again_until_a_person_ends_it() throws Exception {
        try (OwnProcess watching = OwnProcess.start(folder, "test", "--watch", "--scenario=bad", "small.rb")) {
            await(watching, "0 passed, 1 failed", "Watching 2 files");
            Files.writeString(runbook, RUNBOOK.replace("fail \"it is bad\" if", "note \"it is bad\" if"));
            Files.writeString(scenarios, SCENARIOS);
            await(watching, "1 passed, 0 failed", "Watching 2 files");
            Files.writeString(runbook, "runbook \"Small\"\nstep");
            await(watching, "error[", "Watching 2 files");
            KillCommand.send("INT", watching.process().pid());
            assertEquals(130, watching.end().code());
        }
    }

    private static void await(OwnProcess process, String first, String then) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!process.process().waitFor(50, TimeUnit.MILLISECONDS)) {
            String said = process.said();
            int at = said.indexOf(first);
            if (at >= 0 && said.indexOf(then, at) > at) {
                return;
            }
            assertTrue(System.nanoTime() < end, said);
        }
        throw new AssertionError(process.said());
    }
}
