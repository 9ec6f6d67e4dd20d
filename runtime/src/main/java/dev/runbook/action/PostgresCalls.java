package dev.runbook.action;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.postgres.Conninfo;
import dev.runbook.value.Value;
import java.util.Optional;

/** What the actions and lookups of PostgreSQL have in common: where the database is, from a secret that nobody sees. */
public final class PostgresCalls {
    private PostgresCalls() {}

    /** The connection that stands first among the arguments. */
    static Conninfo connection(Call call) {
        return connection(call.positional().getFirst(), call.signature().name());
    }

    /** The connection that a secret holds. */
    public static Conninfo connection(Value value, String what) {
        if (value instanceof Value.Secret(String name, String content)) {
            return Conninfo.parse(content, "the secret " + name);
        }
        throw new Failed(Failure.of(
                FailureClass.CommandFailed,
                what + " was given no database",
                "Give the secret with the environment, a file or the prompt, or ask given?(database) first."));
    }

    /** How a plan calls the database, also where it is not known yet. */
    static String shown(Value value, String what) {
        return value instanceof Value.Unknown unknown
                ? "the database " + unknown.label()
                : connection(value, what).shown();
    }

    static boolean truth(Call call, String option, boolean otherwise) {
        return call.option(option).map(Value.TRUE::equals).orElse(otherwise);
    }

    static long jobs(Call call) {
        long jobs = call.option("jobs").orElse(Value.NIL) instanceof Value.Whole(long number) ? number : 1;
        if (jobs < 1 || jobs > 64) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed, "jobs: " + jobs + " is none", "Give a number from 1 to 64."));
        }
        return jobs;
    }

    static Optional<String> text(Call call, String option) {
        return call.option(option).map(value -> dev.runbook.helm.ArgumentText.of(value, option));
    }
}
