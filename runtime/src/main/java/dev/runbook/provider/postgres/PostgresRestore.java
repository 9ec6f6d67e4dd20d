package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.StateBefore;
import java.util.Map;
import java.util.Optional;

/** {@code postgres.restore database, from: "coder.dump"}. */
public final class PostgresRestore implements Action {
    /** Options that no text can give: what the action has chosen itself. */
    private static final String FRESH = "fresh";

    private static final String HALF_MADE = "half_made";

    @Override
    public String name() {
        return "postgres.restore";
    }

    @Override
    public Intent intent(Call call) {
        String kept = PostgresCalls.text(call, "keep_as")
                .map(name -> "; what is there now is kept as " + name)
                .orElse("; what is there now is kept under another name");
        return new Intent.Description("restore %s into a new database, which then takes the place of %s%s"
                .formatted(from(call), PostgresCalls.shown(call), kept));
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        PostgresCalls.rights(call, needed);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            Restore restore = new Restore(
                    PostgresCalls.way(call),
                    from(call),
                    PostgresCalls.text(call, "keep_as"),
                    PostgresCalls.bool(call, "disconnect", false),
                    PostgresCalls.jobs(call),
                    PostgresCalls.text(call, FRESH),
                    PostgresCalls.text(call, HALF_MADE));
            return Outcome.done(call.client(Postgres.class).restore(restore, output));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    /** The new database has a name before it is made: what is left of it can be told from everything else. */
    @Override
    public Call prepared(Call call) {
        try {
            return call.with(FRESH, Value.of(call.client(Postgres.class).fresh(PostgresCalls.way(call))));
        } catch (Failed told) {
            // It fails of the same when it is done.
            return call;
        }
    }

    @Override
    public String mark(Call call) {
        return PostgresCalls.text(call, FRESH).orElse("");
    }

    @Override
    public Map<String, Value> meant(Call call) throws InterruptedException {
        try {
            return DatabaseIdentity.of(call, call.client(Postgres.class).name(PostgresCalls.way(call)));
        } catch (Failed unread) {
            return Map.of();
        }
    }

    /** Both databases change their names at once, and keep their numbers. */
    @Override
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        Optional<String> kept = PostgresCalls.text(call, "keep_as");
        if (before.meant().isEmpty()
                && kept.isPresent()
                && !call.client(Postgres.class).exists(PostgresCalls.way(call), kept.get())) {
            return new Evidence.Absent("there is no database " + kept.get() + " yet");
        }
        return DatabaseIdentity.replaced(
                call, before, call.client(Postgres.class).name(PostgresCalls.way(call)));
    }

    @Override
    public Call again(Call call, StateBefore before) {
        return before.mark().isEmpty() ? call : call.with(HALF_MADE, Value.of(before.mark()));
    }

    private static String from(Call call) {
        return ArgumentText.of(call.option("from").orElse(Value.NIL), "from");
    }
}
