package dev.runbook.app.record;

import dev.runbook.language.eval.ValueText;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Input;
import dev.runbook.language.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The parameters that a run was given, as a scenario writes them; secrets are made up.
 *
 * @param valid whether the runbook takes values for its inputs, as far as that can be told without a look at the world
 */
record RecordedInputs(CheckedRunbook runbook, Map<String, Value> given, Predicate<Map<String, Value>> valid) {
    /** Some secret or another, a database and a key of a zone: the first that the runbook takes. */
    private static final List<String> MADE_UP = List.of(
            "made-up", "postgres://made-up:made-up@database.example.com/made-up", "made-up:hmac-sha256:bWFkZS11cA==");

    void into(RecordedScenario scenario) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (Input input : runbook.inputs()) {
            Value value = given.getOrDefault(input.name(), Value.NIL);
            if (value instanceof Value.Secret) {
                parameters.put(input.name(), madeUp(input));
                scenario.unknown("the secret " + input.name() + ": it is made up");
            } else if (!(value instanceof Value.Nil) && !isUsual(input, value)) {
                Object written = written(value);
                parameters.put(input.name(), written);
                if (written instanceof String text && text.contains("[secret ")) {
                    scenario.unknown("the parameter " + input.name() + ", in which a secret was masked");
                }
            }
        }
        given.keySet().stream()
                .filter(name -> runbook.inputs().stream()
                        .noneMatch(input -> input.name().equals(name)))
                .forEach(name -> scenario.unknown("what becomes of the input " + name
                        + ", which the run had and the runbook does not have any more"));
        scenario.put("parameters", parameters);
    }

    private static boolean isUsual(Input input, Value value) {
        return input.fallback().isPresent()
                && input.fallback().get() instanceof Expr.Constant usual
                && written(usual.value()).equals(written(value));
    }

    private String madeUp(Input secret) {
        return MADE_UP.stream()
                .filter(one -> {
                    Map<String, Value> values = new LinkedHashMap<>(given);
                    values.put(secret.name(), Value.of(one));
                    return valid.test(values);
                })
                .findFirst()
                .orElse(MADE_UP.getFirst());
    }

    private static Object written(Value value) {
        return switch (value) {
            case Value.Int(long number) -> number;
            case Value.Bool(boolean yes) -> yes;
            case Value.List(List<Value> items) ->
                items.stream().map(RecordedInputs::written).toList();
            case Value.Map(Map<String, Value> entries) -> {
                Map<String, Object> map = new LinkedHashMap<>();
                entries.forEach((key, one) -> map.put(key, written(one)));
                yield map;
            }
            default -> ValueText.of(value);
        };
    }
}
