package dev.runbook.machine.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalSecretsTest {
    private final StringWriter out = new StringWriter();

    /** An echo that only remembers whether it is on. */
    private static final class FakeEcho implements TerminalEcho {
        private boolean on = true;

        @Override
        public Silence off() {
            on = false;
            return () -> on = true;
        }
    }

    /** Where a prompt is seen; it keeps whether the echo was still on when it came. */
    private static final class Watching extends StringWriter {
        private final FakeEcho echo;
        private boolean shown;

        Watching(FakeEcho echo) {
            this.echo = echo;
        }

        @Override
        public void write(String text) {
            shown |= echo.on && text.contains("not shown");
            super.write(text);
        }
    }

    private static Optional<String> ask(Writer out, TerminalEcho echo, String typed) throws InterruptedException {
        InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        return new TerminalSecrets(out, new TypedLines(in, StandardCharsets.UTF_8), echo)
                .ask("database", "PostgreSQL URL");
    }

    @Test
    void the_echo_is_off_before_the_prompt_and_on_after_the_line() throws InterruptedException {
        FakeEcho echo = new FakeEcho();
        Watching screen = new Watching(echo);
        assertEquals(Optional.of("postgres://ü:p@db"), ask(screen, echo, "postgres://ü:p@db\n"));
        assertFalse(screen.shown);
        assertTrue(echo.on);
        assertEquals("PostgreSQL URL (database), not shown while you type: \n", screen.toString());
    }

    @Test
    void nothing_typed_and_nobody_there_is_no_secret() throws InterruptedException {
        assertEquals(Optional.empty(), ask(out, new FakeEcho(), "\n"));
        assertEquals(Optional.empty(), ask(out, new FakeEcho(), ""));
    }

    @Test
    void where_the_echo_cannot_be_turned_off_nothing_is_asked() throws InterruptedException {
        TerminalEcho stuck = () -> {
            throw new TerminalEcho.NoTerminal("no stty");
        };
        assertEquals(Optional.empty(), ask(out, stuck, "secret\n"));
        assertEquals("", out.toString());
    }

    @Test
    void an_interrupt_ends_the_question_and_brings_the_echo_back() throws IOException {
        FakeEcho echo = new FakeEcho();
        try (PipedOutputStream nobody = new PipedOutputStream();
                InputStream in = new PipedInputStream(nobody)) {
            TerminalSecrets secrets = new TerminalSecrets(out, new TypedLines(in, StandardCharsets.UTF_8), echo);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> secrets.ask("database", ""));
        }
        assertTrue(echo.on);
        assertTrue(out.toString().endsWith("\n"));
    }
}
