package dev.runbook.app.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.provider.ScenarioException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    @Test
    void what_is_left_out_is_the_usual() throws ScenarioException {
        Scenario scenario =
                Scenarios.read("a.yaml", "scenarios: [{name: clean}]").getFirst();
        assertEquals("clean", scenario.name());
        assertEquals(List.of(), scenario.helm().releases());
        assertEquals(Duration.ofSeconds(8), scenario.cluster().releaseAfter());
        assertEquals(0, scenario.expectation().exit());
    }

    @Test
    void releases_are_said_one_by_one_or_in_a_list() throws ScenarioException {
        Scenario scenario = Scenarios.read("/site/a.yaml", """
                scenarios:
                  - name: several
                    installed: {version: 1.15.0}
                    release:
                      - {name: grafana, namespace: monitoring, chart: ./grafana-8.tgz, values: {replicas: 2}}
                      - {name: second, version: 1.16.0}
                """).getFirst();
        Optional<String> none = Optional.empty();
        assertEquals(
                List.of(
                        new StartingRelease(none, none, none, Optional.of("1.15.0"), Map.of()),
                        new StartingRelease(
                                Optional.of("grafana"),
                                Optional.of("monitoring"),
                                Optional.of("/site/grafana-8.tgz"),
                                none,
                                Map.of("replicas", 2)),
                        new StartingRelease(Optional.of("second"), none, none, Optional.of("1.16.0"), Map.of())),
                scenario.helm().releases());
        assertUnreadable(
                "scenario odd, `release`, has no field `namespce`. Did you mean `namespace`?",
                "scenarios: [{name: odd, release: [{namespce: a}]}]");
        assertUnreadable(
                "scenario odd, `installed`, has no field `verison`. Did you mean `version`?",
                "scenarios: [{name: odd, installed: {verison: 1.15.0}}]");
    }

    @Test
    void yes_and_no_are_answers_however_yaml_reads_them() throws ScenarioException {
        Scenario scenario = Scenarios.read(
                        "a.yaml", "scenarios: [{name: clean, answers: {A: yes, B: \"no\", C: true}}]")
                .getFirst();
        assertEquals(Map.of("A", true, "B", false, "C", true), scenario.answers());
        assertUnreadable("the answer to `A` is yes or no", "scenarios: [{name: clean, answers: {A: maybe}}]");
    }

    @Test
    void a_field_that_there_is_not_is_told_with_the_nearest() {
        assertUnreadable(
                "scenario clean has no field `expects`. Did you mean `expect`?",
                "scenarios: [{name: clean, expects: {exit: 1}}]");
        assertUnreadable(
                "scenario clean, `expect`, has no field `code`. It has exit, steps, says.",
                "scenarios: [{name: clean, expect: {code: 1}}]");
        assertUnreadable("the file has no field `scenario`. Did you mean `scenarios`?", "scenario: []");
    }

    @Test
    void a_value_of_another_kind_is_told_with_one_that_would_do() {
        assertUnreadable(
                "scenario clean: `charts` is a list. Write it like `charts: [one, two]`",
                "scenarios: [{name: clean, charts: 1.15.0}]");
        assertUnreadable(
                "scenario clean: `helm_timeout` is a duration. Write it like `helm_timeout: 20s`",
                "scenarios: [{name: clean, helm_timeout: soon}]");
        assertUnreadable(
                "scenario clean, `installed`, is a map: write `name: value` in it",
                "scenarios: [{name: clean, installed: 1.15.0}]");
        assertUnreadable(
                "scenario clean: `pending` is true or false. Write it like `pending: true`",
                "scenarios: [{name: clean, pending: perhaps}]");
    }

    @Test
    void a_file_without_scenarios_says_what_to_write() {
        assertUnreadable("there are no scenarios: write `scenarios:` and a list under it", "");
        assertUnreadable("scenario 1 has no `name`", "scenarios: [{about: x}]");
    }

    @Test
    void a_value_that_can_mean_nothing_is_told() {
        assertUnreadable(
                "scenario odd: `charts` has \"newest\", which is not a version. Write it like 1.16.0",
                "scenarios: [{name: odd, charts: [newest]}]");
        assertUnreadable(
                "scenario odd: `installed` is 1.15.1, which is not among `charts`: 1.15.0, 1.16.0",
                "scenarios: [{name: odd, charts: [1.15.0, 1.16.0], installed: {version: 1.15.1}}]");
        assertUnreadable(
                "scenario odd: `pending` needs a release that was interrupted: write `installed:`, too",
                "scenarios: [{name: odd, pending: true}]");
        assertUnreadable(
                "scenario odd: `database` has \"new\", which is not a version. Write it like 1.16.0",
                "scenarios: [{name: odd, database: {version: new}}]");
        assertUnreadable(
                "scenario odd: `never_ready` is a list of workloads, and \"coder/\" does not name a workload:"
                        + " write NAMESPACE/NAME or NAMESPACE/NAME:TAG",
                "scenarios: [{name: odd, never_ready: [coder/]}]");
        assertUnreadable(
                "scenario odd: `expect` says that a step is \"recoverd\". Did you mean `recovered`?",
                "scenarios: [{name: odd, expect: {steps: {Ask: recoverd}}}]");
        assertUnreadable(
                "a program of `programs` has no `command`. Write how its command line begins: `command: acme-dns set`",
                "scenarios: [{name: odd, programs: [{exit: 1}]}]");
        assertUnreadable(
                "two scenarios have the name odd. Give each its own.", "scenarios: [{name: odd}, {name: odd}]");
    }

    @Test
    void a_field_that_is_written_twice_is_told() {
        ScenarioException problem = assertThrows(
                ScenarioException.class,
                () -> Scenarios.read("a.yaml", "scenarios: [{name: odd, pending: true, pending: false}]"));
        assertTrue(String.valueOf(problem.getMessage()).contains("found duplicate key pending"), problem.getMessage());
    }

    private static void assertUnreadable(String expected, String yaml) {
        ScenarioException problem = assertThrows(ScenarioException.class, () -> Scenarios.read("a.yaml", yaml));
        assertEquals("a.yaml cannot be read: " + expected, problem.getMessage());
    }
}
