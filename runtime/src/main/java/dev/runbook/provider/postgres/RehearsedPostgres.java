package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Processes;
import dev.runbook.port.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The database of a rehearsal: no server is asked, and nothing is dumped, restored or dropped. It answers as the
 * scenario says.
 *
 * @param files where a dump leaves a file that says what it is
 */
record RehearsedPostgres(ScriptedDatabase scripted, Workspace files) implements Postgres {
    @Override
    public Databases.Server server(ConnectionSpec database) {
        holdToAnswering(database);
        return new Databases.Server(
                scripted.version(),
                database.connection().get("user").orElse("coder"),
                scripted.role().equals(Optional.of("superuser")),
                scripted.role().filter(role -> !role.equals("superuser")),
                true,
                false);
    }

    @Override
    public long bytes(ConnectionSpec database) {
        return 0;
    }

    @Override
    public List<Databases.Client> clients(ConnectionSpec database) {
        return List.of();
    }

    @Override
    public String name(ConnectionSpec database) {
        return database.connection().database();
    }

    @Override
    public String fresh(ConnectionSpec into) {
        return name(into) + "_restoring";
    }

    @Override
    public Optional<Long> oid(ConnectionSpec server, String database) {
        return Optional.empty();
    }

    @Override
    public Optional<String> named(ConnectionSpec server, long oid) {
        return Optional.empty();
    }

    @Override
    public boolean exists(ConnectionSpec server, String database) {
        return false;
    }

    @Override
    public SemanticVersion dumpVersion() {
        return scripted.version();
    }

    /** The dump of a rehearsal is as made up as its database. */
    @Override
    public void expectWhole(String dump) {}

    @Override
    public Postgres with(Workspace others) {
        return new RehearsedPostgres(scripted, others);
    }

    @Override
    public String dump(Dump what, Processes.Output output) {
        holdToAnswering(what.from());
        taken(output);
        try {
            files.replace(what.to(), "no dump: a rehearsal made this\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failed(what.to() + " cannot be written: " + e.getMessage());
        }
        return what.to() + " would be complete";
    }

    @Override
    public String restore(Restore what, Processes.Output output) {
        holdToAnswering(what.into());
        taken(output);
        return what.into().shown() + " would hold what " + what.from() + " does";
    }

    @Override
    public String drop(ConnectionSpec server, String database) {
        return "database " + database + " would be gone";
    }

    private void holdToAnswering(ConnectionSpec database) {
        if (scripted.away().isPresent()) {
            throw new Failed(Failure.of(
                    FailureClass.Unreachable,
                    database.shown() + " does not answer: " + scripted.away().get(),
                    "Check that the server is up, its host and port, and that nothing in between refuses the"
                            + " connection."));
        }
    }

    private void taken(Processes.Output output) {
        if (!scripted.problem().isEmpty()) {
            output.line(Processes.Stream.OUT, "(not done in a rehearsal; its scenario says how it ends)");
            throw failed(scripted.problem());
        }
        output.line(Processes.Stream.OUT, "(a rehearsal touches no database; taken as done)");
    }

    private static Failed failed(String summary) {
        return new Failed(Failure.of(FailureClass.CommandFailed, summary));
    }
}
