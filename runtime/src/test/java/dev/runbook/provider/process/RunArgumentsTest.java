package dev.runbook.provider.process;

import static dev.runbook.provider.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Intent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A command line that comes from a parameter, with what is filled in. */
class RunArgumentsTest {
    private static final Value LIST = new Value.List(texts("set", "--zone=z", "{name}", "[{\"Value\":\"{value}\"}]"));
    private final Calls calls = new Calls("v3.22.0");

    private Call run(Value list, String name, String value) {
        return calls.call(
                "run",
                texts("acme-dns"),
                "arguments",
                list,
                "fill",
                new Value.Map(Map.of("name", Value.of(name), "value", Value.of(value))));
    }

    @Test
    void each_item_is_one_argument_whatever_is_filled_in() {
        assertEquals(
                new Intent.Command(
                        List.of("acme-dns", "set", "--zone=z", "a b; rm -rf /", "[{\"Value\":\"203.0.113.7\"}]")),
                new RunProgram().intent(run(LIST, "a b; rm -rf /", "203.0.113.7")));
    }

    @Test
    void what_was_filled_in_is_not_filled_once_more() {
        assertEquals(
                new Intent.Command(List.of("acme-dns", "{value}", "{name}")),
                new RunProgram().intent(run(new Value.List(texts("{name}", "{value}")), "{value}", "{name}")));
    }

    @Test
    void a_hole_that_nothing_fills_is_refused() {
        Failed refused = assertThrows(
                Failed.class, () -> new RunProgram().intent(run(new Value.List(texts("{nam}.")), "a", "b")));
        assertEquals(
                "nothing fills {nam} in the argument \"{nam}.\"",
                refused.failure().summary());
        assertEquals(
                List.of("What can be filled in is {name}, {value}."),
                refused.failure().advice());
    }

    @Test
    void a_key_is_a_hole_whatever_its_letters_are() {
        Call call = calls.call(
                "run",
                texts("acme-dns"),
                "arguments",
                new Value.List(texts("{zone-id}/{1}/{a}b}", "[{\"Value\"}]", "{}")),
                "fill",
                new Value.Map(Map.of(
                        "zone-id", Value.of("Z"), "1", Value.of("one"), "a", Value.of("no"), "a}b", Value.of("$1"))));
        assertEquals(
                new Intent.Command(List.of("acme-dns", "Z/one/$1", "[{\"Value\"}]", "{}")),
                new RunProgram().intent(call));
    }

    @Test
    void braces_are_text_where_nothing_is_filled_in() {
        Call call = calls.call("run", texts("awk", "{print}"), "arguments", new Value.List(texts("{nam}")));
        assertEquals(new Intent.Command(List.of("awk", "{print}", "{nam}")), new RunProgram().intent(call));
    }

    @Test
    void what_is_not_known_yet_has_its_label() {
        assertEquals(
                new Intent.Command(List.of("acme-dns", "<arguments>")),
                new RunProgram()
                        .intent(calls.call(
                                "run", texts("acme-dns"), "arguments", new Value.Unknown("arguments", "later"))));
    }

    @Test
    void the_list_may_hold_options_and_what_is_filled_in_may_not_become_one() {
        assertTrue(new RunProgram().refuses(run(LIST, "a", "b"), List.of(true)).isEmpty());
        assertTrue(new RunProgram()
                .refuses(run(LIST, "--force", "b"), List.of(true))
                .orElseThrow()
                .summary()
                .startsWith("\"{name}\" in arguments: of run begins with a dash and comes from a value: --force"));
    }
}
