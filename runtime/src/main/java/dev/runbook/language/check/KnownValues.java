package dev.runbook.language.check;

import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Input;
import dev.runbook.language.program.Task;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.value.Value;
import dev.runbook.source.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows what is known of a runbook's values without a look at the world, through names, lists, defaults and the arguments
 * of procedures, to where they are used: what a run would refuse there is refused now.
 */
final class KnownValues {
    private static final Value OPEN = new Value.Unknown("", "given for each run");

    private static final int MOST_CHOICES = 50;

    private final Catalogue catalogue;
    private final CheckDiagnostics diagnostics;
    private final List<Source> sources;

    KnownValues(Catalogue catalogue, CheckDiagnostics diagnostics, List<Source> sources) {
        this.catalogue = catalogue;
        this.diagnostics = diagnostics;
        this.sources = sources;
    }

    /** Once with nothing known of the inputs, so that no branch is left out, and once with each default and choice. */
    void follow(List<Input> inputs, List<Task> body) {
        Map<String, Value> open = new HashMap<>();
        inputs.forEach(input -> open.put(input.name(), OPEN));
        walk(open, Map.of(), body);
        Map<String, Value> usual = new HashMap<>(open);
        Map<String, Expr> written = new HashMap<>();
        inputs.forEach(input -> input.fallback().ifPresent(expr -> {
            usual.put(input.name(), new KnownScope(usual, Map.of()).value(expr));
            written.put(input.name(), expr);
        }));
        if (!usual.equals(open)) {
            walk(usual, written, body);
        }
        inputs.stream()
                .flatMap(input -> input.oneOf().stream().map(choice -> Map.entry(input, choice)))
                .limit(MOST_CHOICES)
                .forEach(choice -> choose(choice.getKey(), choice.getValue(), open, body));
    }

    /** With the inputs of one run; what they are given is told where they are declared. */
    void followGiven(CheckedRunbook runbook, Map<String, Value> inputs) {
        Map<String, Value> values = new HashMap<>();
        Map<String, Expr> written = new HashMap<>();
        for (Input input : runbook.inputs()) {
            Value value = inputs.getOrDefault(input.name(), Value.NIL);
            values.put(input.name(), value instanceof Value.Secret ? OPEN : value);
            written.put(input.name(), new Expr.Constant(input.where(), input.type(), value));
        }
        walk(values, written, runbook.body());
    }

    private void choose(Input input, Value choice, Map<String, Value> open, List<Task> body) {
        Map<String, Value> chosen = new HashMap<>(open);
        chosen.put(input.name(), choice);
        walk(chosen, Map.of(input.name(), new Expr.Constant(input.where(), input.type(), choice)), body);
    }

    private void walk(Map<String, Value> values, Map<String, Expr> written, List<Task> body) {
        new PartialEvaluation(catalogue, diagnostics, sources, new KnownScope(values, written)).walk(body);
    }
}
