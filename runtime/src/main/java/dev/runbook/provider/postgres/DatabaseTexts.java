package dev.runbook.provider.postgres;

import static dev.runbook.language.failure.FailureClass.Forbidden;
import static dev.runbook.language.failure.FailureClass.Unreachable;
import static dev.runbook.provider.FailureText.Provenance.MEASURED;
import static dev.runbook.provider.FailureText.text;

import dev.runbook.provider.FailureText;
import dev.runbook.provider.KnownFailures;
import dev.runbook.provider.process.FailureRecognition;
import java.util.List;
import java.util.Map;

/** The wordings of PostgreSQL's programs and servers. */
final class DatabaseTexts {
    private static final String ANY = "PostgreSQL 9.6 to 18";
    private static final String RECENT = "PostgreSQL 14 to 18";

    private static final List<FailureText> ALL = List.of(
            text(
                    Forbidden,
                    "password authentication failed for user",
                    "pg_dump: error: connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  password "
                            + "authentication failed for user \"coder\"",
                    ANY,
                    MEASURED),
            text(
                    Forbidden,
                    "no pg_hba\\.conf entry for host",
                    "FATAL:  no pg_hba.conf entry for host \"10.0.0.7\", user \"coder\", database \"coder\", no "
                            + "encryption",
                    ANY,
                    MEASURED),
            text(
                    Forbidden,
                    "permission denied (for|to) (table|schema|sequence|database|relation|function|language|create)|"
                            + "must be (superuser|owner of|a?n? ?member of)",
                    "pg_dump: error: query failed: ERROR:  permission denied for table users",
                    ANY,
                    MEASURED),
            text(
                    Unreachable,
                    "server closed the connection unexpectedly|terminating connection due to administrator command|"
                            + "the database system is (starting up|shutting down|in recovery mode)",
                    "pg_dump: error: Dumping the contents of table \"users\" failed: PQgetResult() failed. pg_dump: "
                            + "detail: Error message from server: server closed the connection unexpectedly",
                    ANY,
                    MEASURED),
            text(
                    Unreachable,
                    "SSL error: certificate verify failed|server certificate for .{1,300} does not match host name",
                    "pg_dump: error: connection to server at \"127.0.0.1\", port 5432 failed: server certificate for "
                            + "\"localhost\" does not match host name \"127.0.0.1\"",
                    ANY,
                    MEASURED),
            text(
                    Unreachable,
                    "connection to server (at|on socket) .{1,300} failed: (timeout|could not|Connection|No route|"
                            + "Network|server does not)",
                    "pg_dump: error: connection to server at \"127.0.0.1\", port 5432 failed: Connection refused",
                    RECENT,
                    MEASURED));

    static final KnownFailures KNOWN = new KnownFailures(ALL, Map.of(), new DatabaseAdvice());

    /** What the end of one of its programs stands for. */
    static final FailureRecognition RECOGNITION = new FailureRecognition(List.of(KNOWN));

    private DatabaseTexts() {}
}
