package dev.runbook.action;

import dev.runbook.failure.Failed;
import dev.runbook.helm.ArgumentText;
import dev.runbook.port.Processes;
import dev.runbook.postgres.Restore;
import dev.runbook.value.Value;
import java.util.Optional;

/** {@code postgres.restore database, from: "coder.dump"}. */
public final class PostgresRestore implements Action {
    @Override
    public String name() {
        return "postgres.restore";
    }

    @Override
    public Intent intent(Call call) {
        String kept = PostgresCalls.text(call, "keep_as")
                .map(name -> "; what is there now is kept as " + name)
                .orElse("; what is there now is kept under another name");
        return new Intent.Deed("restore %s into a new database, which then takes the place of %s%s"
                .formatted(from(call), PostgresCalls.shown(call), kept));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            Restore restore = new Restore(
                    PostgresCalls.way(call),
                    from(call),
                    PostgresCalls.text(call, "keep_as"),
                    PostgresCalls.truth(call, "disconnect", false),
                    PostgresCalls.jobs(call));
            return Outcome.done(call.world().postgres().restore(restore, output));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    /** Both databases change their names at once, so the one that is kept tells that the other is in its place. */
    @Override
    public Evidence evidence(Call call, String mark) throws InterruptedException {
        Optional<String> kept = PostgresCalls.text(call, "keep_as");
        if (kept.isEmpty()) {
            return new Evidence.Unknown(
                    "without keep_as: nothing tells whether the databases have changed their names");
        }
        return call.world().postgres().exists(PostgresCalls.way(call), kept.get())
                ? new Evidence.There("what was there before is kept as " + kept.get())
                : new Evidence.Missing("there is no database " + kept.get() + " yet");
    }

    private static String from(Call call) {
        return ArgumentText.of(call.option("from").orElse(Value.NIL), "from");
    }
}
