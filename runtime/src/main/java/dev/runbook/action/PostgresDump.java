package dev.runbook.action;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.helm.ArgumentText;
import dev.runbook.port.Processes;
import dev.runbook.postgres.Dump;
import dev.runbook.value.Value;

/** {@code postgres.dump database, to: "coder.dump"}. */
public final class PostgresDump implements Action {
    @Override
    public String name() {
        return "postgres.dump";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Deed("dump %s to %s with pg_dump, %s format"
                .formatted(
                        PostgresCalls.shown(call.positional().getFirst(), name()),
                        to(call),
                        PostgresCalls.text(call, "format").orElse("custom")));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            boolean folder = PostgresCalls.text(call, "format").orElse("custom").equals("directory");
            long jobs = PostgresCalls.jobs(call);
            if (jobs > 1 && !folder) {
                throw new Failed(Failure.of(
                        FailureClass.CommandFailed,
                        "pg_dump writes one file with one job only",
                        "Write format: \"directory\" beside jobs:, or leave jobs: out."));
            }
            Dump dump = new Dump(
                    PostgresCalls.connection(call),
                    to(call),
                    folder,
                    jobs,
                    PostgresCalls.text(call, "existing").orElse("refuse").equals("set_aside")
                            ? Dump.Existing.SET_ASIDE
                            : Dump.Existing.REFUSE,
                    PostgresCalls.truth(call, "count_rows", true),
                    PostgresCalls.truth(call, "check_room", true));
            return Outcome.done(call.world().postgres().dump(dump, output));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    private static String to(Call call) {
        return ArgumentText.of(call.option("to").orElse(Value.NIL), "to");
    }
}
