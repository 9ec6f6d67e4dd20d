package dev.runbook.provider.postgres;

import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Processes;
import dev.runbook.port.Workspace;
import java.util.List;
import java.util.Optional;

/** What runbooks ask of PostgreSQL and have it do. Every method can throw {@link dev.runbook.language.failure.Failed}. */
public interface Postgres {
    /** The server of a database, as the user of the connection sees it. */
    Databases.Server server(ConnectionSpec database) throws InterruptedException;

    /** The size of a database, indexes included. */
    long bytes(ConnectionSpec database) throws InterruptedException;

    /** Who else is connected to a database. */
    List<Databases.Client> clients(ConnectionSpec database) throws InterruptedException;

    /** Whether the server has a database of this name. */
    boolean exists(ConnectionSpec server, String database) throws InterruptedException;

    /** The name of a database, as the whole connection has it. */
    String name(ConnectionSpec database);

    /** A name for the database that a restore fills, which nothing else has. */
    String fresh(ConnectionSpec into);

    /** The number of a database, which it keeps when it is renamed; empty when there is none of that name. */
    Optional<Long> oid(ConnectionSpec server, String database) throws InterruptedException;

    /** The name of the server's database with this number, if there is one. */
    Optional<String> named(ConnectionSpec server, long oid) throws InterruptedException;

    /** The version of the {@code pg_dump} on the path. */
    SemanticVersion dumpVersion() throws InterruptedException;

    /** Fails with the reason when a file or folder is not there, or is no whole dump. */
    void expectWhole(String dump) throws InterruptedException;

    /** The same with other files, such as those that a plan may read. */
    Postgres with(Workspace files);

    /** Dumps a database, and says in a line what came of it. */
    String dump(Dump what, Processes.Output output) throws InterruptedException;

    /** Restores a dump, and says in a line what came of it. */
    String restore(Restore what, Processes.Output output) throws InterruptedException;

    /** Drops a database of a server, and says in a line what came of it. */
    String drop(ConnectionSpec server, String database) throws InterruptedException;
}
