package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.LargeFiles;
import dev.runbook.port.Pods;
import dev.runbook.port.Processes;
import dev.runbook.port.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL itself. */
public final class PostgresServers implements Postgres {
    private final Routes routes;
    private final DumpResources means;

    /** @param environment of the operator, where libpq's variables stand */
    public PostgresServers(
            Databases databases,
            ClusterReader cluster,
            Pods pods,
            Processes processes,
            Workspace files,
            LargeFiles large,
            Clock clock,
            Map<String, String> environment) {
        this.routes = new Routes(new ConninfoResolution(files, Map.copyOf(environment)), databases, cluster, pods);
        this.means = new DumpResources(new Tools(processes), pods, files, large, clock);
    }

    private PostgresServers(Routes routes, DumpResources means) {
        this.routes = routes;
        this.means = means;
    }

    @Override
    public Postgres with(Workspace files) {
        return new PostgresServers(
                routes, new DumpResources(means.tools(), means.pods(), files, means.large(), means.clock()));
    }

    /**
     * The password that a connection has from a service or a password file: it is as secret as one that is given.
     *
     * @param text what may be how to connect to a database; anything else has no password here
     */
    public Optional<String> passwordElsewhere(String text) {
        try {
            return complete(Conninfo.parse(text, "a secret")).get(Conninfo.PASSWORD);
        } catch (Failed none) {
            return Optional.empty();
        }
    }

    private Conninfo complete(Conninfo given) {
        return routes.resolution().complete(given);
    }

    private interface SessionCall<T> {
        T ask(Databases.Session session) throws InterruptedException;
    }

    private <T> T ask(ConnectionSpec way, SessionCall<T> question) throws InterruptedException {
        try (Route route = routes.open(way)) {
            return route.checked(() -> {
                try (Databases.Session session = route.open()) {
                    return question.ask(session);
                }
            });
        }
    }

    @Override
    public Databases.Server server(ConnectionSpec database) throws InterruptedException {
        return ask(database, Databases.Session::server);
    }

    @Override
    public long bytes(ConnectionSpec database) throws InterruptedException {
        return ask(database, Databases.Session::bytes);
    }

    @Override
    public List<Databases.Client> clients(ConnectionSpec database) throws InterruptedException {
        String name = name(database);
        return ask(database, session -> session.clients(name));
    }

    @Override
    public String name(ConnectionSpec database) {
        return complete(database.connection()).database();
    }

    @Override
    public String fresh(ConnectionSpec into) {
        return DumpRestore.fresh(name(into), means.clock());
    }

    @Override
    public Optional<Long> oid(ConnectionSpec server, String database) throws InterruptedException {
        return askServer(server, session -> session.oid(database));
    }

    @Override
    public Optional<String> named(ConnectionSpec server, long oid) throws InterruptedException {
        return askServer(server, session -> session.named(oid));
    }

    @Override
    public boolean exists(ConnectionSpec server, String database) throws InterruptedException {
        return askServer(server, session -> session.exists(database));
    }

    /** Asks by a database that is always there: the one that the connection names may not be. */
    private <T> T askServer(ConnectionSpec way, SessionCall<T> question) throws InterruptedException {
        try (Route route = routes.open(way)) {
            return route.checked(() -> {
                try (Databases.Session session = route.elsewhere()) {
                    return question.ask(session);
                }
            });
        }
    }

    @Override
    public SemanticVersion dumpVersion() throws InterruptedException {
        return means.tools().version(Tools.DUMP);
    }

    @Override
    public void expectWhole(String dump) throws InterruptedException {
        means.tools().version(Tools.RESTORE);
        means.restoreCheck().unchanged(dump);
        means.tools().readBack(means.files().absolute(dump), dump);
    }

    @Override
    public String dump(Dump what, Processes.Output output) throws InterruptedException {
        try (Route route = routes.open(what.from())) {
            return new Dumping(what, route, means, output).run();
        }
    }

    @Override
    public String restore(Restore what, Processes.Output output) throws InterruptedException {
        try (Route route = routes.open(what.into())) {
            return new DumpRestore(what, route, means, output).run();
        }
    }

    @Override
    public String drop(ConnectionSpec server, String database) throws InterruptedException {
        String name = DatabaseNames.held(database);
        if (name.equals(complete(server.connection()).database())) {
            throw PostgresFailures.of(
                    name + " is the database that the connection itself names, and is not dropped",
                    "Name the one that a restore has kept.");
        }
        return ask(server, session -> {
            if (!session.exists(name)) {
                return "there was no database " + name;
            }
            List<Databases.Client> clients = session.clients(name);
            if (!clients.isEmpty()) {
                throw PostgresFailures.of(
                        name + " is in use: " + DumpRestore.words(clients),
                        "Stop what uses it, and make sure that it is the database that nobody needs. Nothing was dropped.");
            }
            session.drop(name);
            return "dropped database " + name;
        });
    }
}
