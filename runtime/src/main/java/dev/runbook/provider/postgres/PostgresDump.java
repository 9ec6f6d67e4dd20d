package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.StateBefore;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code postgres.dump database, to: "coder.dump"}. */
public final class PostgresDump implements Action {
    @Override
    public String name() {
        return "postgres.dump";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Description("dump %s to %s with %s, %s format"
                .formatted(
                        PostgresCalls.shown(call),
                        to(call),
                        inPod(call) ? "the pg_dump of the pod" : "pg_dump",
                        format(call)));
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        PostgresCalls.rights(call, needed);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            boolean folder = format(call).equals("directory");
            long jobs = PostgresCalls.jobs(call);
            fits(folder, inPod(call), jobs);
            Dump dump = new Dump(
                    PostgresCalls.way(call),
                    to(call),
                    inPod(call),
                    folder,
                    jobs,
                    PostgresCalls.text(call, "existing").orElse("refuse").equals("set_aside")
                            ? Dump.Existing.SET_ASIDE
                            : Dump.Existing.REFUSE,
                    PostgresCalls.bool(call, "count_rows", true),
                    PostgresCalls.bool(call, "check_room", true));
            return Outcome.done(call.client(Postgres.class).dump(dump, output));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    /** Fails when pg_dump could not do these together. */
    public static void fits(boolean folder, boolean inPod, long jobs) {
        if (folder && inPod) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "the pg_dump of a pod can only send one file",
                    "Leave format: out, or leave in_pod: out and have the pg_dump of this machine write a folder."));
        }
        if (jobs > 1 && !folder) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "pg_dump writes one file with one job only",
                    "Write format: \"directory\" beside jobs:, or leave jobs: out."));
        }
    }

    @Override
    public String mark(Call call) {
        return manifest(call);
    }

    /** The name of a dump is there only when all of it is; a dump that was there before has another manifest. */
    @Override
    public Evidence evidence(Call call, StateBefore before) {
        String to = to(call);
        if (!call.client(Workspace.class).exists(to)) {
            return new Evidence.Absent("there is no " + FileName.of(to));
        }
        return manifest(call).equals(before.mark())
                ? new Evidence.Absent(to + " is the one that was there before")
                : new Evidence.Present(to + " is complete");
    }

    /** What stands beside a finished dump of that name; empty when nothing does. */
    private static String manifest(Call call) {
        String path = Dump.manifest(to(call));
        try {
            return call.client(Workspace.class).exists(path)
                    ? new String(call.client(Workspace.class).read(path), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException e) {
            return FileName.of(path) + " cannot be read";
        }
    }

    private static String format(Call call) {
        return PostgresCalls.text(call, "format").orElse("custom");
    }

    private static boolean inPod(Call call) {
        return PostgresCalls.bool(call, "in_pod", false);
    }

    private static String to(Call call) {
        return ArgumentText.of(call.option("to").orElse(Value.NIL), "to");
    }
}
