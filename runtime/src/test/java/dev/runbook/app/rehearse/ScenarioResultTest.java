package dev.runbook.app.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScenarioResultTest {
    private static ScenarioResult result(String name, long millis, String... problems) throws Exception {
        Scenario scenario =
                Scenarios.read("x", "scenarios:\n- name: " + name + "\n").getFirst();
        return new ScenarioResult(scenario, Duration.ofMillis(millis), List.of(problems));
    }

    @Test
    void a_ci_server_reads_each_scenario_as_a_case_with_what_is_wrong_in_it() throws Exception {
        assertEquals(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="a&amp;b.rb" tests="2" failures="1">
                  <testcase name="good" time="1.234"></testcase>
                  <testcase name="bad" time="0.001"><failure message="it says &quot;no&quot;"/><failure message="2"/></testcase>
                </testsuite>
                """,
                TestJunit.of(List.of(new TestJunit(
                        "a&b.rb",
                        List.of(result("good", 1234), result("bad", 1, "it says \"no\"", "2")),
                        Optional.empty()))));
    }
}
