package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.RightsNeeded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code postgres(database)}: the database that a secret names, to ask things of. It connects nowhere yet. */
public final class PostgresDatabase implements Lookup {
    private static final String CONNECTION = "connection";
    private static final List<String> OPTIONS = List.of("through", "namespace");

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Value read(Call call) {
        Map<String, Value> fields = new LinkedHashMap<>();
        Value secret = call.positional().getFirst();
        // One that was not given can have a name in the runbook; whoever asks it something is told.
        fields.put(
                "name",
                secret instanceof Value.Nil
                        ? Value.NIL
                        : Value.of(PostgresCalls.way(call).connection().database()));
        fields.put(CONNECTION, secret);
        OPTIONS.forEach(option -> call.option(option).ifPresent(value -> fields.put(option, value)));
        fields.putIfAbsent("namespace", call.namespace());
        return new Value.Entity("database", fields);
    }

    @Override
    public Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        PostgresCalls.rights(call, needed);
        return call.unknown();
    }

    /** The way to the database that a member is asked of. */
    static ConnectionSpec of(Call call) {
        if (call.receiver().orElse(Value.NIL) instanceof Value.Entity database) {
            Map<String, Value> options = new LinkedHashMap<>();
            OPTIONS.forEach(option -> options.put(option, database.fields().getOrDefault(option, Value.NIL)));
            return PostgresCalls.way(new Call(
                    call.signature(),
                    call.receiver(),
                    List.of(database.field(CONNECTION)),
                    options,
                    call.namespace(),
                    call.world(),
                    call.observer()));
        }
        throw new Failed(Failure.of(
                FailureClass.CommandFailed, call.signature().name() + " is used on something that is not a database"));
    }
}
