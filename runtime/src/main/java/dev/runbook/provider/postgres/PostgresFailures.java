package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;

/** The failures of this room that no program and no server has reported. */
final class PostgresFailures {
    private PostgresFailures() {}

    static Failed of(String summary, String... advice) {
        return new Failed(Failure.of(FailureClass.CommandFailed, summary, advice));
    }
}
