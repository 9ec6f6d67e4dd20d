package dev.runbook.language.eval;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** A failure as expressions see it. */
final class FailureValue {
    private FailureValue() {}

    static Value of(Failure failure, Map<String, Value> captures, boolean repeated) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("captures", new Value.Map(captures));
        fields.put("repeated?", Value.of(repeated));
        fields.put("kind", Value.of(failure.kind().name()));
        fields.put("summary", Value.of(failure.summary()));
        fields.put("output", Value.of(failure.output()));
        fields.put(
                "command",
                new Value.List(failure.command().stream().map(Value::of).toList()));
        failure.exitCode().ifPresent(code -> fields.put("exit_code", Value.of(code)));
        failure.resource()
                .ifPresent(resource -> fields.put(
                        "resource",
                        new Value.Entity(
                                "failed resource",
                                Map.of(
                                        "api", Value.of(resource.apiVersion()),
                                        "kind", Value.of(resource.kind()),
                                        "name", Value.of(resource.name()),
                                        "namespace", Value.of(resource.namespace())))));
        return new Value.Entity("failure", fields);
    }
}
