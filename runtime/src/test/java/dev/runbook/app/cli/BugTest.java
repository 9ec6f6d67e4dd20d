package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A mistake of ours is told with where it happened, and goes to others: without secrets. */
class BugTest {
    @Test
    void the_text_of_a_mistake_of_ours_has_no_secret_in_it() {
        PrintStream err = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            Main main = new Main();
            main.terminal.hiding(
                    Map.of("database", new Value.Secret("database", "postgres://coder:Tr0ub4dor@db/coder")));
            main.bug(new IllegalStateException(
                    "no such place: postgres://coder:Tr0ub4dor@db/coder", new RuntimeException("password Tr0ub4dor")));
        } finally {
            System.setErr(err);
        }
        String text = told.toString(StandardCharsets.UTF_8);
        assertFalse(text.contains("Tr0ub4dor"), text);
        assertTrue(text.startsWith("This is a bug in runbook itself"), text);
        assertTrue(text.contains("java.lang.IllegalStateException: no such place: [secret database]"), text);
        assertTrue(text.contains("at dev.runbook.app.cli.BugTest."), text);
    }
}
