package dev.runbook.provider.process;

import static dev.runbook.provider.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the arguments and options of run. */
class RunProgramTest {
    private final Calls calls = new Calls("v3.22.0");

    @Test
    void a_program_gets_its_arguments_environment_and_limit() throws Exception {
        Call call = calls.call(
                "run",
                List.of(Value.of("acme"), Value.of("a b"), Value.of(3), new Value.Duration(Duration.ofMinutes(10))),
                "timeout",
                Duration.ofSeconds(5),
                "env",
                new Value.Map(Map.of("TOKEN", new Value.Secret("token", "hunter2"), "N", Value.of(1))));
        new RunProgram().perform(call, (stream, line) -> {});
        var request = calls.helm.asked.getLast();
        assertEquals(List.of("acme", "a b", "3", "10m"), request.arguments());
        assertEquals(Map.of("TOKEN", "hunter2", "N", "1"), request.environment());
        assertEquals(Optional.of(Duration.ofSeconds(5)), request.limit());
        assertFalse(new RunProgram().intent(call).toString().contains("hunter2"));
    }

    @Test
    void a_program_is_tried_again_as_often_as_the_text_says() throws Exception {
        calls.helm.fails("begin", "no route");
        Outcome outcome =
                perform(new RunProgram(), "run", texts("acme", "begin"), "retries", 2, "every", Duration.ofSeconds(10));
        assertEquals(3, calls.helm.asked.size());
        assertEquals(List.of(Duration.ofSeconds(10), Duration.ofSeconds(10)), calls.sleeps);
        assertEquals(List.of("acme", "begin"), failure(outcome).command());
    }

    @Test
    void a_secret_is_no_argument_of_a_program() throws Exception {
        Failure failure = failure(new RunProgram()
                .perform(
                        calls.call("run", List.of(Value.of("psql"), new Value.Secret("database", "postgres://"))),
                        (stream, line) -> {}));
        assertTrue(
                failure.summary().contains("is the secret database, and a secret is not put where others can read it"));
        assertTrue(calls.helm.asked.isEmpty());
    }

    @Test
    void a_value_that_begins_with_a_dash_is_no_option_unless_the_text_says_so() {
        List<Value> values = texts("acme", "--force", "-x");
        assertEquals(Optional.empty(), new RunProgram().refuses(calls.call("run", values), List.of(true, true, true)));
        assertEquals(
                "argument 2 of run begins with a dash and comes from a value: -x",
                new RunProgram()
                        .refuses(calls.call("run", values), List.of(true, true, false))
                        .orElseThrow()
                        .summary());
        assertEquals(
                Optional.empty(),
                new RunProgram().refuses(calls.call("run", values, "allow_dash", true), List.of(true, true, false)));
        assertEquals(
                Optional.empty(),
                new RunProgram().refuses(calls.call("run", texts("acme", "--", "-x")), List.of(true, true, false)));
        assertTrue(new RunProgram()
                .refuses(calls.call("run", texts("acme", "--", "-x")), List.of(true, false, false))
                .isPresent());
    }

    private Outcome perform(Action action, String name, List<Value> positional, Object... options) throws Exception {
        return action.perform(calls.call(name, positional, options), (stream, line) -> {});
    }

    private static Failure failure(Outcome outcome) {
        return assertInstanceOf(Outcome.NotDone.class, outcome).failure();
    }
}
