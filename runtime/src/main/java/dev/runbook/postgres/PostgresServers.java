package dev.runbook.postgres;

import dev.runbook.failure.Failed;
import dev.runbook.port.Clock;
import dev.runbook.port.Databases;
import dev.runbook.port.LargeFiles;
import dev.runbook.port.Processes;
import dev.runbook.port.Workspace;
import dev.runbook.value.SemanticVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL itself. */
public final class PostgresServers implements Postgres {
    private final Databases databases;
    private final Tools tools;
    private final Workspace files;
    private final LargeFiles large;
    private final Clock clock;
    private final Resolution resolution;

    /** @param environment of the operator, where libpq's variables stand */
    public PostgresServers(
            Databases databases,
            Processes processes,
            Workspace files,
            LargeFiles large,
            Clock clock,
            Map<String, String> environment) {
        this.databases = databases;
        this.tools = new Tools(processes);
        this.files = files;
        this.large = large;
        this.clock = clock;
        this.resolution = new Resolution(files, Map.copyOf(environment));
    }

    /**
     * The password that a connection has from a service or a password file: it is as secret as one that is given.
     *
     * @param text what may be how to connect to a database; anything else has no password here
     */
    public Optional<String> passwordElsewhere(String text) {
        try {
            return resolution.complete(Conninfo.parse(text, "a secret")).get(Conninfo.PASSWORD);
        } catch (Failed none) {
            return Optional.empty();
        }
    }

    private interface Question<T> {
        T ask(Databases.Session session) throws InterruptedException;
    }

    private <T> T ask(Conninfo database, Question<T> question) throws InterruptedException {
        try (Databases.Session session =
                databases.open(resolution.complete(database).keywords())) {
            return question.ask(session);
        }
    }

    @Override
    public Databases.Server server(Conninfo database) throws InterruptedException {
        return ask(database, Databases.Session::server);
    }

    @Override
    public long bytes(Conninfo database) throws InterruptedException {
        return ask(database, Databases.Session::bytes);
    }

    @Override
    public long connections(Conninfo database) throws InterruptedException {
        String name = resolution.complete(database).database();
        return ask(
                database,
                session -> session.clients(name).stream()
                        .mapToLong(Databases.Client::connections)
                        .sum());
    }

    @Override
    public boolean exists(Conninfo server, String database) throws InterruptedException {
        return ask(server, session -> session.exists(database));
    }

    @Override
    public SemanticVersion dumpVersion() throws InterruptedException {
        return tools.version(Tools.DUMP);
    }

    @Override
    public String dump(Dump what, Processes.Output output) throws InterruptedException {
        return new Dumping(what, resolution.complete(what.from()), tools, databases, files, large, clock, output).run();
    }

    @Override
    public String restore(Restore what, Processes.Output output) throws InterruptedException {
        return new Restoring(
                        what,
                        resolution.complete(what.into()),
                        tools,
                        databases,
                        new RestoreCheck(files, large, new Checksum(tools.processes(), large)),
                        files.absolute(what.from()),
                        clock,
                        output)
                .run();
    }

    @Override
    public String drop(Conninfo server, String database) throws InterruptedException {
        String name = DatabaseNames.held(database);
        if (name.equals(resolution.complete(server).database())) {
            throw Wrong.of(
                    name + " is the database that the connection itself names, and is not dropped",
                    "Name the one that a restore has kept.");
        }
        return ask(server, session -> {
            if (!session.exists(name)) {
                return "there was no database " + name;
            }
            List<Databases.Client> clients = session.clients(name);
            if (!clients.isEmpty()) {
                throw Wrong.of(
                        name + " is in use by " + clients.getFirst().program() + " of "
                                + clients.getFirst().user(),
                        "Stop what uses it, and make sure that it is the database that nobody needs.");
            }
            session.drop(name);
            return "dropped database " + name;
        });
    }
}
