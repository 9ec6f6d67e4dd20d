package dev.runbook.provider.file;

import static dev.runbook.provider.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Action;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files that runbooks read and write. */
class FilesTest {
    private final Calls calls = new Calls("v3.22.0");

    @Test
    void a_secret_of_the_cluster_is_not_written_to_a_file() throws Exception {
        Value secret = new Value.Secret("secret/db data.password", "hunter2");
        Failure failure = failure(perform(new FileWrite(), "file.write", List.of(Value.of("out"), secret)));
        assertEquals(
                "text is the secret secret/db data.password, and a secret is not put where others can read it,"
                        + " such as on a command line or in a file",
                failure.summary());
        assertTrue(failure.advice().getFirst().contains("env: { NAME: SECRET }"));
        assertTrue(calls.files.isEmpty());
    }

    @Test
    void files_are_written_copied_and_deleted() throws Exception {
        assertEquals(
                new Outcome.Done("", List.of("a.txt")), perform(new FileWrite(), "file.write", texts("a.txt", "text")));
        assertEquals(
                new Outcome.Done("", List.of("b.txt")), perform(new FileCopy(), "file.copy", texts("a.txt", "b.txt")));
        assertEquals(Outcome.done(""), perform(new FileDelete(), "file.delete", texts("a.txt")));
        assertEquals(Map.of("b.txt", "text"), calls.files);
        assertEquals(Outcome.done("a.txt was not there"), perform(new FileDelete(), "file.delete", texts("a.txt")));
        assertEquals(
                "a.txt cannot be read: no such file or folder",
                failure(perform(new FileCopy(), "file.copy", texts("a.txt", "c.txt")))
                        .summary());
    }

    @Test
    void files_are_read() throws Exception {
        calls.files.put("motd", "hello ä");
        assertEquals(Value.of("hello ä"), read(new FileRead(), texts("motd")));
        assertEquals(Value.TRUE, read(new FileExists(), texts("motd")));
        Failed failed = assertThrows(Failed.class, () -> read(new FileRead(), texts("none")));
        assertTrue(failed.failure().summary().startsWith("none cannot be read"));
        calls.files.put("big", "x".repeat(2_000_000));
        assertThrows(Failed.class, () -> read(new FileRead(), texts("big")));
    }

    private Outcome perform(Action action, String name, List<Value> positional, Object... options) throws Exception {
        return action.perform(calls.call(name, positional, options), (stream, line) -> {});
    }

    private static Failure failure(Outcome outcome) {
        return assertInstanceOf(Outcome.NotDone.class, outcome).failure();
    }

    private Value read(Lookup lookup, List<Value> positional, Object... options) throws InterruptedException {
        return lookup.read(calls.call(lookup.name(), positional, options));
    }
}
