package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trouble that a scenario orders is met by real helm, and the report says what an operator has to know. */
class OrderedTroubleIT {
    private static final String RUNBOOK = """
            runbook "Small"
            param :repo_url, "Charts.", default: "https://charts.example.com"
            secret :database, "Database.", optional: true
            in_namespace "coder"
            step "Look" do
              live = postgres(database)
              assert live.superuser?, "no superuser"
              assert http.ok?("https://coder.example.com"), "nobody is served"
            end
            step "Add the charts" do
              helm.repo_add "coder", repo_url
            end
            step "Upgrade" do
              helm.upgrade "coder", "coder/coder", version: "1.16.0", timeout: 8.seconds, wait: true
            end
            step "Wait" do
              wait up_to: 3.seconds until service("ingress-nginx").addresses?
            end
            """;

    private static final String SCENARIOS = """
            scenarios:
              - &base
                name: killed-in
                about: x
                parameters: {database: "postgres://coder:made-up@db.example.com/coder"}
                charts: [1.15.0, 1.16.0]
                installed: {version: 1.15.0}
                helm_timeout: 8s
                kill: in "Upgrade"
                expect: {exit: 0, steps: {Upgrade: done}, says: ["resumed"]}
              - {<<: *base, name: killed-after, kill: after "Upgrade"}
              - <<: *base
                name: away
                kill:
                api: {away: 4s, at: Upgrade}
                expect: {exit: 1, steps: {Upgrade: failed}, says: [connection refused, Unreachable]}
              - <<: *base
                name: busy
                kill:
                api: [{status: 429, for: 1s, at: Upgrade}]
                expect: {exit: 0, steps: {Upgrade: done}}
              - <<: *base
                name: helm-fails
                kill:
                helm: {fail: "Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress"}
                expect: {exit: 1, steps: {Upgrade: failed}, says: [OperationInProgress]}
              - <<: *base
                name: crashes
                kill:
                pods: {crash: always, of: dashboard}
                expect: {exit: 1, steps: {Upgrade: failed}, says: [CrashLoopBackOff]}
              - <<: *base
                name: no-database
                kill:
                database: {away: Connection refused}
                expect: {exit: 1, steps: {Look: failed}, says: ["does not answer: Connection refused"]}
              - <<: *base
                name: no-page
                kill:
                http: {status: 503}
                expect: {exit: 1, steps: {Look: failed}, says: [nobody is served]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path runbook = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Prerequisite.BUNDLED_HELM.orSkip();
        runbook = Files.writeString(folder.resolve("small.rb"), RUNBOOK);
    }

    @Test
    void each_kind_of_trouble_is_met_and_told_as_it_is() throws IOException {
        Files.writeString(folder.resolve("small.rehearsals.yaml"), SCENARIOS);
        CommandResult tested = CommandResult.run("test", "--verbose", runbook.toString());
        assertEquals(0, tested.code(), () -> tested.out() + tested.err());
        assertTrue(tested.out().contains("The run is killed here, and then carried on: runbook resume "), tested::out);
        assertTrue(tested.out().contains("Upgrade (carried on)"), tested::out);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    api: {awya: 4s}                  | has no field `awya`. Did you mean `away`?
                    api: {away: 4s, at: Upgraed}     | names the step "Upgraed", which the runbook does not have. Did you mean "Upgrade"?
                    api: {status: 200}               | has the status 200, which is no failure
                    helm: {hang: 4s, command: upgrad}| has the command "upgrad", which helm does not have. Did you mean "upgrade"?
                    helm: {hang: 4x}                 | is a duration
                    pods: {crsh: 4}                  | has no field `crsh`. Did you mean `crash`?
                    pods: {crash: 1, of: dashbord}    | names the workload "dashbord", which is neither
                    kill: afterwards                 | says where the run is killed
                    kill: after "Upgrde"             | names the step "Upgrde", which the runbook does not have. Did you mean "Upgrade"?
                    load_balancer: {adress: never}   | has no field `adress`. Did you mean `address`?
                    http: {statsu: 503}              | has no field `statsu`. Did you mean `status`?
                    dns: {away: x, refuse: y}        | has no field `refuse`. Did you mean `refuses`?
                    database: {awy: x}               | has no field `awy`. Did you mean `away`?
                    """)
    void a_typing_error_is_told_with_what_was_meant_and_its_line(String written, String told) throws IOException {
        Files.writeString(
                folder.resolve("small.rehearsals.yaml"),
                "scenarios:\n  - name: first\n  - name: one\n    about: x\n    " + written + "\n");
        CommandResult tested = CommandResult.run("test", "--scenario=one", runbook.toString());
        assertEquals(2, tested.code(), tested.out());
        assertTrue(tested.err().contains(told), tested.err());
        assertTrue(tested.err().endsWith("rehearsals.yaml:5\n"), tested.err());
    }
}
