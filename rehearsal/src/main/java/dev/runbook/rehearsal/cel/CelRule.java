package dev.runbook.rehearsal.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.rehearsal.cel.CelExpression.AnswerType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Where rules of a schema are compiled and asked: the values that it describes. */
public final class CelRule {
    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime() % 1_000_000_000);

    private final JsonNode schema;
    private final boolean resource;
    private final boolean optionalOld;
    private final CelEnvironment environment;

    private CelRule(JsonNode schema, boolean resource, boolean optionalOld, CelEnvironment environment) {
        this.schema = schema;
        this.resource = resource;
        this.optionalOld = optionalOld;
        this.environment = environment;
    }

    /** Of a schema; empty where expressions cannot look into it. */
    public static Optional<CelRule> place(JsonNode schema, boolean resource, boolean optionalOld) {
        return SchemaType.of(schema, resource, "selfType" + COUNT.incrementAndGet())
                .map(type -> new CelRule(schema, resource, optionalOld, CelEnvironment.ofSchema(type, optionalOld)));
    }

    public CelExpression rule(String text) throws CelInvalidException {
        return CelExpression.compiled(environment, text, AnswerType.BOOL, "cel expression must evaluate to a bool");
    }

    public CelExpression message(String text) throws CelInvalidException {
        return CelExpression.compiled(
                environment, text, AnswerType.TEXT, "messageExpression must evaluate to a string");
    }

    /** What an expression says of a value, and of the one that was there before. */
    public Object evaluated(CelExpression expression, JsonNode self, @Nullable JsonNode oldSelf)
            throws CelFailureException {
        Map<String, Object> variables = new HashMap<>();
        variables.put("self", SchemaValue.of(ListOrder.like(self, oldSelf, schema), schema, resource));
        @Nullable Object before = oldSelf == null ? null : SchemaValue.of(oldSelf, schema, resource);
        if (optionalOld) {
            variables.put("oldSelf", Optional.ofNullable(before));
        } else if (before != null) {
            variables.put("oldSelf", before);
        }
        return expression.evaluated(variables);
    }
}
