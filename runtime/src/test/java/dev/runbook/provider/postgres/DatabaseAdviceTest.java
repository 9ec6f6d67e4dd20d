package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is to be done when a program of PostgreSQL fails names no helm and no kubectl. */
class DatabaseAdviceTest {
    @Test
    void an_account_that_may_not_is_told_to_ask_for_the_right() {
        Failure failure = failure("pg_dump: error: query failed: ERROR:  permission denied for table users");
        assertEquals(FailureClass.Forbidden, failure.kind());
        assertEquals(
                List.of("Use an account that may do this, or ask for the right that the message names."),
                failure.advice());
    }

    @Test
    void a_server_that_does_not_answer_has_said_why_itself() {
        Failure failure =
                failure("pg_dump: error: connection to server at \"127.0.0.1\", port 5432 failed: Connection refused");
        assertEquals(FailureClass.Unreachable, failure.kind());
        assertEquals(List.of("See in the output of pg_dump what went wrong."), failure.advice());
    }

    @Test
    void what_no_text_knows_gets_no_advice() {
        assertEquals(
                List.of(),
                failure("pg_dump: error: the moon is in the wrong place").advice());
    }

    private static Failure failure(String said) {
        return DatabaseTexts.RECOGNITION.recognise(
                List.of("pg_dump", "coder"), new Processes.Result(Processes.End.EXITED, 1, "", said, Duration.ZERO));
    }
}
