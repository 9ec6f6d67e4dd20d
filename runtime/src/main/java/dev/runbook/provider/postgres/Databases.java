package dev.runbook.provider.postgres;

import dev.runbook.language.value.SemanticVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions with PostgreSQL servers, in the words of what checks, dumps and restores need. Every method can throw
 * {@link dev.runbook.language.failure.Failed}; an interrupt ends what the server does for us.
 */
public interface Databases {
    /**
     * Opens a session.
     *
     * @param keywords where and as whom, by libpq's keywords, the password among them
     * @param shown the database, as messages call it
     */
    Session open(Map<String, String> keywords, String shown) throws InterruptedException;

    /** One session; closing it ends whatever it holds. */
    interface Session extends AutoCloseable {
        Server server() throws InterruptedException;

        /** The size of the session's database, indexes included. */
        long bytes() throws InterruptedException;

        /** The tables of the session's database that hold rows of its users, largest first. */
        List<Table> tables() throws InterruptedException;

        /** Holds the database still for this session, and gives the name by which {@code pg_dump} sees the same. */
        String shareSnapshot() throws InterruptedException;

        long rows(Table table) throws InterruptedException;

        /** Refreshes what the planner knows of the session's database. */
        void analyze() throws InterruptedException;

        boolean exists(String database) throws InterruptedException;

        /** The number of a database, which it keeps when it is renamed; empty when there is none of that name. */
        Optional<Long> oid(String database) throws InterruptedException;

        /** The name of the database with this number, if there is one. */
        Optional<String> named(long oid) throws InterruptedException;

        /** The names of databases that begin so. */
        List<String> beginningWith(String prefix) throws InterruptedException;

        /** Who is connected to a database, this session left out. */
        List<Client> clients(String database) throws InterruptedException;

        /** Ends the connections of everybody else to a database. */
        void disconnect(String database) throws InterruptedException;

        /** Makes an empty database; like another one in owner, encoding, rights and settings where that one is there. */
        void create(String fresh, String like) throws InterruptedException;

        /**
         * Gives {@code fresh} the name {@code current}, and what had it the name {@code kept}, both at once or neither.
         *
         * @param kept empty when nothing has the name {@code current}
         */
        void swap(String current, String fresh, Optional<String> kept) throws InterruptedException;

        void drop(String database) throws InterruptedException;

        @Override
        void close();
    }

    /**
     * The server, as this session sees it.
     *
     * @param managed the role of a managed service that stands in for a superuser, where the user is a member of one
     * @param standby whether it follows another server and cannot be written to
     */
    record Server(
            SemanticVersion version,
            String user,
            boolean superuser,
            Optional<String> managed,
            boolean createsDatabases,
            boolean standby) {}

    /** A table and what its rows take, without indexes. */
    record Table(String schema, String name, long bytes) {
        /** {@code schema.name}, as pg_dump says it. */
        public String shown() {
            return schema + "." + name;
        }
    }

    /** Programs that are connected: which, as whom, from where, and how many times. */
    record Client(String program, String user, String address, long connections) {}
}
