package dev.runbook.provider.postgres.adapter;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.sql.SQLException;
import java.util.Optional;

/** What the driver and the server say is wrong, as a failure with advice. */
final class SqlTrouble {
    /** What the driver adds to a refused connection; our own advice says it better. */
    private static final String DRIVERS_ADVICE =
            "\\. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections\\.";

    private SqlTrouble() {}

    static Failed of(SQLException e, String place) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String said = words(e);
        if (state.equals("28P01") || state.equals("28000") || said.contains("no password was provided")) {
            return failed(
                    FailureClass.Forbidden,
                    place + " refuses the login: " + said,
                    "Check the user and the password; the password can also come from PGPASSFILE or ~/.pgpass.",
                    "A server may refuse a user, an address or a connection without TLS in its pg_hba.conf.");
        }
        if (said.contains("Could not open SSL root certificate file")) {
            return failed(
                    FailureClass.CommandFailed,
                    place + ": " + said,
                    "Check sslrootcert: the file is not there, or may not be read.");
        }
        Optional<TlsProblem> distrust = TlsProblem.of(e, said);
        if (distrust.isPresent()) {
            return failed(
                    FailureClass.Unreachable,
                    place + " cannot be reached safely: " + distrust.get().why(),
                    distrust.get().advice());
        }
        if (TlsProblem.cutOff(e)) {
            return failed(
                    FailureClass.Unreachable,
                    place + " cut the connection off, or something in between did: " + words(root(e)),
                    "Check that a PostgreSQL server is at that host and port, and what its log says.");
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return failed(
                    FailureClass.Unreachable,
                    place + " does not answer: " + said,
                    "Check that the server is up, its host and port, and that nothing in between refuses the "
                            + "connection.");
        }
        return switch (state) {
            case "3D000" ->
                failed(FailureClass.CommandFailed, said, "Check the name of the database in the connection string.");
            case "42501" ->
                failed(
                        FailureClass.Forbidden,
                        said,
                        "Use a user who may do this, such as a superuser or the owner of the database.");
            case "53100" -> failed(FailureClass.CommandFailed, said, "Make room on the disk of the server.");
            case "53300" -> failed(FailureClass.Unreachable, said, "Close connections, or raise the server's limit.");
            case "55006" ->
                failed(FailureClass.CommandFailed, said, "Stop the programs that are connected, then try again.");
            default -> failed(FailureClass.CommandFailed, place + ": " + said);
        };
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The whole chain in one line, since the reason of a refused connection stands at its end. */
    private static String words(Throwable e) {
        StringBuilder words = new StringBuilder(plain(e));
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            String more = plain(cause);
            if (!more.isEmpty() && !words.toString().contains(more)) {
                words.append(": ").append(more);
            }
        }
        return words.toString().replaceAll("\\s+", " ").strip();
    }

    private static String plain(Throwable e) {
        return e.getMessage() == null
                ? ""
                : e.getMessage().replaceFirst("^(FATAL|ERROR): ", "").replaceFirst(DRIVERS_ADVICE, "");
    }

    private static Failed failed(FailureClass kind, String summary, String... advice) {
        return new Failed(Failure.of(kind, summary, advice));
    }
}
