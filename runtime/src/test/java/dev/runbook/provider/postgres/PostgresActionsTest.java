package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.StateBefore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresActionsTest {
    private static final Value SECRET =
            new Value.Secret("database", "postgres://coder:hunter2@db.example.com:5433/coder");

    private final Calls calls = new Calls("v3.22.0");

    private String words(Action action, List<Value> positional, Object... options) throws InterruptedException {
        return assertInstanceOf(Intent.Description.class, action.intent(calls.call(action.name(), positional, options)))
                .words();
    }

    private Failure failure(Action action, List<Value> positional, Object... options) throws InterruptedException {
        return assertInstanceOf(
                        Outcome.NotDone.class,
                        action.perform(calls.call(action.name(), positional, options), Processes.Output.NONE))
                .failure();
    }

    @Test
    void what_is_going_to_be_done_names_the_place_and_not_the_password() throws InterruptedException {
        assertEquals(
                "dump database coder at db.example.com:5433 to coder.dump with pg_dump, custom format",
                words(new PostgresDump(), List.of(SECRET), "to", "coder.dump"));
        assertEquals(
                "restore coder.dump into a new database, which then takes the place of database coder at "
                        + "db.example.com:5433; what is there now is kept under another name",
                words(new PostgresRestore(), List.of(SECRET), "from", "coder.dump"));
        assertEquals(
                "drop database old on the server of database coder at db.example.com:5433",
                words(new PostgresDrop(), List.of(SECRET, Value.of("old"))));
    }

    @Test
    void what_a_plan_does_not_know_yet_stands_as_a_label() throws InterruptedException {
        assertEquals(
                "dump the database <url> to <file> with pg_dump, directory format",
                words(
                        new PostgresDump(),
                        List.of(new Value.Unknown("<url>", "later")),
                        "to",
                        new Value.Unknown("file", "later"),
                        "format",
                        "directory"));
    }

    @Test
    void a_dump_that_was_cut_short_is_there_when_its_name_is_and_it_is_not_the_one_from_before() {
        PostgresDump dump = new PostgresDump();
        Call call = calls.call(dump.name(), List.of(SECRET), "to", "coder.dump");
        String nothing = dump.mark(call);
        assertEquals(
                new Evidence.Absent("there is no coder.dump"), dump.evidence(call, new StateBefore(nothing, Map.of())));
        calls.files.put("coder.dump", "all of it");
        calls.files.put("coder.dump.manifest.json", "{\"taken_at\": \"now\"}");
        assertEquals(
                new Evidence.Present("coder.dump is complete"),
                dump.evidence(call, new StateBefore(nothing, Map.of())));
        assertEquals(
                new Evidence.Absent("coder.dump is the one that was there before"),
                dump.evidence(call, new StateBefore(dump.mark(call), Map.of())));
    }

    @Test
    void several_jobs_need_the_format_that_can_have_them() throws InterruptedException {
        Failure failure = failure(new PostgresDump(), List.of(SECRET), "to", "coder.dump", "jobs", 4);
        assertTrue(failure.advice().getFirst().contains("format: \"directory\""), failure.advice()::toString);
        assertEquals(
                "0 is not a number of jobs",
                failure(new PostgresRestore(), List.of(SECRET), "from", "coder.dump", "jobs", 0)
                        .summary());
    }

    @Test
    void a_database_that_was_not_given_is_said_to_be_missing() throws InterruptedException {
        assertEquals(
                "postgres.dump was given no database",
                failure(new PostgresDump(), List.of(Value.NIL), "to", "coder.dump")
                        .summary());
    }
}
