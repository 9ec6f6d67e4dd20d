package dev.runbook.machine.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.Clock;
import dev.runbook.port.People.Answer;
import dev.runbook.port.People.Question;
import dev.runbook.port.People.QuestionForm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalPeopleTest {
    private static final Question CONFIRM =
            new Question(QuestionForm.CONFIRM, "Uninstall Coder", 1, "Reinstall coder?", Optional.empty(), false);
    private static final Question DESTRUCTIVE =
            new Question(QuestionForm.CONFIRM, "Uninstall Coder", 1, "Reinstall coder?", Optional.empty(), true);
    private static final Question MANUAL =
            new Question(QuestionForm.MANUAL, "Point DNS", 1, "Point it there.", Optional.empty(), false);
    private static final Answer YES = new Answer.Yes("anna");
    private static final Answer NO = new Answer.No("anna");

    private final StringWriter out = new StringWriter();
    private final Pausing clock = new Pausing();

    @Test
    void only_a_clear_yes_is_a_yes() throws InterruptedException {
        assertEquals(YES, ask("y\n", CONFIRM));
        assertEquals(YES, ask("  YES \r\n", CONFIRM));
        assertEquals(NO, ask("\n", CONFIRM));
        assertEquals(NO, ask("no\n", CONFIRM));
    }

    @Test
    void anything_else_is_asked_again() throws InterruptedException {
        assertEquals(YES, ask("yeah\nj\ny\n", CONFIRM));
        assertEquals(
                "  [y/N]   \"yeah\" is neither yes nor no.\n  [y/N]   \"j\" is neither yes nor no.\n  [y/N] ",
                out.toString());
    }

    @Test
    void enter_says_that_it_is_done_by_hand() throws IOException, InterruptedException {
        assertEquals(YES, askLate("", "\n", MANUAL));
        assertEquals(NO, askLate("", "n\n", MANUAL));
        assertTrue(out.toString().startsWith("  Press Enter when it is done, or n to stop: "));
    }

    @Test
    void what_was_done_by_hand_may_be_said_in_words() throws IOException, InterruptedException {
        assertEquals(YES, askLate("", "soon\ndone\n", MANUAL));
        assertTrue(out.toString().contains("\"soon\" is neither Enter nor n."), out.toString());
    }

    @Test
    void when_the_input_ends_nobody_is_there() throws InterruptedException {
        assertEquals(
                new Answer.Nobody("Give the answer beforehand: --answer 'Uninstall Coder=yes', or --yes-destroy for the"
                        + " questions of destructive steps."),
                ask("", DESTRUCTIVE));
        assertTrue(ask("y", CONFIRM) instanceof Answer.Nobody);
    }

    @Test
    void a_terminal_that_hangs_up_at_a_question_is_not_taken_for_one_without_a_person() throws Exception {
        clock.hangUp = true;
        assertThrows(InterruptedException.class, () -> ask("", CONFIRM));
    }

    @Test
    void a_long_text_is_shown_in_parts() throws InterruptedException {
        String text = "line\n".repeat(100);
        assertEquals(
                YES, ask("m\ny\n", new Question(QuestionForm.CONFIRM, "Check", 1, "Ok?", Optional.of(text), false)));
        assertEquals(
                80, out.toString().lines().filter(l -> l.contains("| line")).count());
        assertTrue(out.toString().contains("(60 more lines)\n  [y/N, m to read on] "), out.toString());
    }

    @Test
    void the_prompt_stands_below_its_question() throws InterruptedException {
        assertEquals(
                YES, ask("y\n", new Question(QuestionForm.CONFIRM, "Inner", 3, "Ok?", Optional.of("line"), false)));
        assertEquals("        | line\n      [y/N] ", out.toString());
    }

    @Test
    void what_was_typed_too_early_does_not_answer_a_destructive_question() throws IOException, InterruptedException {
        assertEquals(NO, askLate("y\ny\n", "n\n", DESTRUCTIVE));
    }

    @Test
    void enter_pressed_too_early_does_not_say_that_it_is_done_by_hand() throws IOException, InterruptedException {
        assertEquals(NO, askLate("\n\n", "n\n", MANUAL));
    }

    @Test
    void a_question_can_be_interrupted_and_the_next_one_still_gets_its_line() throws Exception {
        try (PipedOutputStream keyboard = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(keyboard)) {
            TerminalPeople people = people(in);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> people.ask(CONFIRM));
            assertFalse(Thread.interrupted());
            keyboard.write("y\n".getBytes(StandardCharsets.UTF_8));
            assertEquals(YES, people.ask(CONFIRM));
        }
    }

    private Answer ask(String typed, Question question) throws InterruptedException {
        return people(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)))
                .ask(question);
    }

    /** Asks a person who has typed something before, and answers when asked. */
    private Answer askLate(String early, String typed, Question question) throws IOException, InterruptedException {
        try (PipedOutputStream keyboard = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(keyboard)) {
            keyboard.write(early.getBytes(StandardCharsets.UTF_8));
            return people(new LateInput(in, keyboard, typed)).ask(question);
        }
    }

    private TerminalPeople people(InputStream in) {
        return new TerminalPeople(out, new TypedLines(in, StandardCharsets.UTF_8), clock, "anna", false);
    }

    /** Time in which nothing happens, or the signal comes that the terminal is gone. */
    private static final class Pausing implements Clock {
        private boolean hangUp;

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Duration elapsed() {
            return Duration.ZERO;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            if (hangUp) {
                throw new InterruptedException();
            }
        }
    }

    /** A keyboard on which somebody types as soon as what lay in the buffer was thrown away. */
    private static final class LateInput extends InputStream {
        private final InputStream in;
        private final PipedOutputStream keyboard;
        private final String late;

        LateInput(InputStream in, PipedOutputStream keyboard, String late) {
            this.in = in;
            this.keyboard = keyboard;
            this.late = late;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            return in.read(bytes, from, count);
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void skipNBytes(long n) throws IOException {
            in.skipNBytes(n);
            keyboard.write(late.getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        }
    }
}
